/** The tokens in the register: made, listed, revoked. A token itself is never stored, only its hash. */
import { hash, randomBytes } from 'node:crypto'
import type { Database, Queryable, Row } from '../../sql/database.ts'
import { violatedUnique } from '../../sql/errors.ts'
import { sql, statement } from '../../sql/sql.ts'

/** Whom to ask about a token; the members Open Klant has (behaviour.md §6.5). */
export interface TokenContact {
  readonly contactPerson: string
  readonly email: string
  readonly organization: string
  readonly application: string
  readonly administration: string
}

export interface TokenRecord extends TokenContact {
  readonly identifier: string
  /** ISO 8601, UTC. */
  readonly created: string
  readonly revokedAt: string | null
}

/** What was asked of the tokens cannot be done; the message says why. */
export class TokenError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TokenError'
  }
}

/** In hexadecimal. See the column in migrations/0001_tokens.sql for why this is not a password hash. */
export const hashOf = (token: string): string => hash('sha256', token, 'hex')

/** As Open Klant's: 160 random bits in 40 hexadecimal characters. */
const newToken = (): string => randomBytes(20).toString('hex')

const insert = async (database: Queryable, identifier: string, contact: Partial<TokenContact>): Promise<string> => {
  const token = newToken()
  await database.query(
    statement(sql`insert into token
        (identifier, hash, contact_person, email, organization, application, administration)
      values (${identifier}, decode(${hashOf(token)}, 'hex'), ${contact.contactPerson ?? ''}, ${contact.email ?? ''},
        ${contact.organization ?? ''}, ${contact.application ?? ''}, ${contact.administration ?? ''})`),
  )
  return token
}

/**
 * Makes a token.
 * @param identifier what the log will call it: 1 to 50 letters, digits, `-` and `_`, unique among those in use.
 * @returns the token; it cannot be had again.
 */
export const createToken = async (
  database: Database,
  identifier: string,
  contact: Partial<TokenContact> = {},
): Promise<string> => {
  if (!/^[-a-zA-Z0-9_]{1,50}$/.test(identifier))
    throw new TokenError('An identifier has 1 to 50 letters, digits, hyphens and underscores.')
  try {
    return await insert(database, identifier, contact)
  } catch (error) {
    if (violatedUnique(error) === 'token_identifier')
      throw new TokenError(`There is a token ${identifier} already. Revoke it first, or choose another identifier.`)
    throw error
  }
}

/**
 * Makes the first token of a register that never had one.
 * @returns the token, or undefined when there is or was one. Of several programs that ask at once one gets it.
 */
export const createFirstToken = (database: Database, identifier: string): Promise<string | undefined> =>
  database.transaction(async (tx) => {
    await tx.query(
      statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.token'), hashtext(current_schema()))`),
    )
    const made = await tx.query(statement(sql`select from token limit 1`))
    return made.length > 0 ? undefined : insert(tx, identifier, {})
  })

const recordOf = (row: Row): TokenRecord => ({
  identifier: String(row.identifier),
  contactPerson: String(row.contact_person),
  email: String(row.email),
  organization: String(row.organization),
  application: String(row.application),
  administration: String(row.administration),
  created: String(row.created),
  revokedAt: row.revoked_at === null ? null : String(row.revoked_at),
})

/** All tokens, revoked ones too, oldest first. */
export const listTokens = async (database: Queryable): Promise<TokenRecord[]> => {
  const format = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
  const rows = await database.query(
    statement(sql`select identifier, contact_person, email, organization, application, administration,
        to_char(created at time zone 'UTC', ${format}) as created,
        to_char(revoked_at at time zone 'UTC', ${format}) as revoked_at
      from token order by id`),
  )
  return rows.map(recordOf)
}

/** Ends the use of a token; running servers refuse it within five seconds. */
export const revokeToken = async (database: Queryable, identifier: string): Promise<void> => {
  const revoked = await database.query(
    statement(sql`update token set revoked_at = now(), last_modified = now()
      where identifier = ${identifier} and revoked_at is null returning id`),
  )
  if (revoked.length === 0) throw new TokenError(`There is no token ${identifier} in use.`)
}
