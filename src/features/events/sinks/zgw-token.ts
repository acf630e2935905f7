/** The token that APIs for zaakgericht werken ask for: a JWT that the sender makes, with a secret that both know. */
import { SignJWT } from 'jose'

export interface ZgwClient {
  readonly clientId: string
  readonly secret: string
}

/** Receivers accept tokens of an hour at most; one is used for so long. */
const USED_MS = 300_000

/** Answers the value of the Authorization header. */
export const zgwToken = ({ clientId, secret }: ZgwClient): (() => Promise<string>) => {
  let made: Promise<string> | undefined
  let madeAt = Number.NEGATIVE_INFINITY
  const make = (): Promise<string> =>
    new SignJWT({ client_id: clientId, user_id: 'klantinteracties', user_representation: 'Klantinteracties' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(clientId)
      .setIssuedAt()
      .sign(new TextEncoder().encode(secret))
  return async () => {
    if (made === undefined || performance.now() - madeAt > USED_MS) {
      madeAt = performance.now()
      made = make()
    }
    return `Bearer ${await made}`
  }
}
