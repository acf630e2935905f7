/**
 * What is kept of a request with a key: nothing that can be read without the key itself, which is kept nowhere. So a
 * stored answer, with all that it says of people, opens only for who asked for it.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Caller } from '../../operations/caller.ts'

/** A request as it came. */
export interface Asked {
  /** As the client chose it. */
  readonly key: string
  /** The address without the host. */
  readonly path: string
  readonly body: Buffer
}

export interface Entry {
  /** Names the caller and the key. */
  readonly id: Buffer
  /** Tells requests apart. */
  readonly fingerprint: Buffer
  /** Tells apart what the caller may see. */
  readonly sight: Buffer
  seal(answer: string): Buffer
  open(sealed: Buffer): string
}

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const PROOF = 16

const seal = (secret: Buffer, text: string): Buffer => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, secret, nonce)
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), content])
}

const open = (secret: Buffer, sealed: Buffer): string => {
  const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + PROOF))
  return decipher.update(sealed.subarray(NONCE + PROOF), undefined, 'utf8') + decipher.final('utf8')
}

export const entryOf = ({ kind, name, sight, slots }: Caller, { key, path, body }: Asked): Entry => {
  const hashFor = (purpose: string): Buffer =>
    createHash('sha256')
      .update(JSON.stringify([purpose, kind, name, key]))
      .digest()
  const secret = hashFor('answer')
  const secretHash = (...parts: readonly (string | Buffer)[]): Buffer => {
    const hash = createHmac('sha256', secret)
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  return {
    id: hashFor('key'),
    fingerprint: secretHash('request\n', path, '\n', body),
    sight: secretHash('sight\n', JSON.stringify([sight.key, slots])),
    seal: (answer) => seal(secret, answer),
    open: (sealed) => open(secret, sealed),
  }
}
