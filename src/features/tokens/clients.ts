/** Clients in the register: programs that sign their tokens themselves, as APIs for zaakgericht werken ask (ZGW JWT). */
import { randomBytes } from 'node:crypto'
import type { Database, Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { SecretBox } from './secret-box.ts'
import { check, checkIdentifier, type Given, hashOf, insert, TokenError } from './tokens.ts'

/** HS256 takes a key as long as its hash (RFC 7518 §3.2). */
export const SHORTEST_SECRET = 32
const LONGEST_SECRET = 512

/** Undefined where it may be one. */
export const faultOfSecret = (secret: string): 'short' | 'long' | undefined => {
  const { length } = Buffer.from(secret)
  if (length < SHORTEST_SECRET) return 'short'
  return length > LONGEST_SECRET ? 'long' : undefined
}

/** 256 random bits, in characters that survive a file with settings. */
const newSecret = (): string => randomBytes(32).toString('base64url')

const boxed = (box: SecretBox | undefined): SecretBox => {
  if (box) return box
  throw new TokenError('keyless', 'Secrets of clients are kept encrypted: set SECRETS_KEY first.')
}

/**
 * Makes a client. Without scopes it can do nothing.
 * @param identifier its client id, and what the log calls it: as that of a token, unique among both.
 * @param own the secret that it has already; else one is made.
 * @returns its secret; it cannot be had again.
 */
export const createClient = async (
  database: Queryable,
  box: SecretBox | undefined,
  identifier: string,
  given: Given = {},
  own?: string,
): Promise<string> => {
  const { seal } = boxed(box)
  checkIdentifier(identifier)
  check(given)
  if (own !== undefined && faultOfSecret(own))
    throw new TokenError('invalid', `A secret has ${SHORTEST_SECRET} to ${LONGEST_SECRET} bytes.`)
  const secret = own ?? newSecret()
  const sealed = seal(secret, identifier)
  await insert(database, identifier, { hash: hashOf(sealed), secret: sealed }, given)
  return secret
}

/** Seals all secrets with the key that is first now. Answers how many were sealed with another, and how many cannot be read. */
export const resealClients = (
  database: Database,
  box: SecretBox | undefined,
): Promise<{ resealed: number; unreadable: readonly string[] }> => {
  const { seal, open, isFresh } = boxed(box)
  return database.transaction(async (tx) => {
    const rows = await tx.query(
      statement(sql`select id, identifier, encode(secret, 'hex') as secret from token
        where secret is not null and revoked_at is null order by id for update`),
    )
    const unreadable: string[] = []
    let resealed = 0
    for (const { id, identifier, secret } of rows) {
      const sealed = Buffer.from(String(secret), 'hex')
      if (isFresh(sealed)) continue
      const text = open(sealed, String(identifier))
      if (text === undefined) {
        unreadable.push(String(identifier))
        continue
      }
      const again = seal(text, String(identifier))
      await tx.query(
        statement(sql`update token set secret = decode(${again.toString('hex')}, 'hex'),
          hash = decode(${hashOf(again)}, 'hex'), last_modified = now() where id = ${String(id)}::bigint`),
      )
      resealed += 1
    }
    return { resealed, unreadable }
  })
}
