/** The tokens in the register, and its clients: made, listed, revoked. A token itself is never stored, only its hash. */
import { hash, randomBytes } from 'node:crypto'
import { isScope, OPEN_KLANT_SCOPES, SCOPES } from '../../model/scopes.ts'
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

/** What a token may do, and for whom it works. */
export interface TokenAccess {
  readonly scopes: readonly string[]
  /** It works outside the municipality. */
  readonly extern: boolean
  /** The uuid of the actor that it is. */
  readonly actor: string | null
  /** The uuids of the organisational units to which it belongs. */
  readonly units: readonly string[]
}

export interface TokenRecord extends TokenContact, TokenAccess {
  readonly identifier: string
  /** ISO 8601, UTC. */
  readonly created: string
  readonly revokedAt: string | null
}

/** What was asked of the tokens cannot be done; the message says why. */
export class TokenError extends Error {
  /** `keyless`: there is no key to keep a secret with. */
  readonly reason: 'invalid' | 'taken' | 'absent' | 'keyless'
  constructor(reason: TokenError['reason'], message: string) {
    super(message)
    this.name = 'TokenError'
    this.reason = reason
  }
}

/** In hexadecimal. See the column in migrations/0001_tokens.sql for why this is not a password hash. */
export const hashOf = (token: string | Uint8Array): string => hash('sha256', token, 'hex')

/** As Open Klant's: 160 random bits in 40 hexadecimal characters. */
const newToken = (): string => randomBytes(20).toString('hex')

/** A client signs its tokens itself, with a secret that both know; anyone else sends the token that it was given. */
export type TokenKind = 'token' | 'client'

const ofKind = (kind: TokenKind) => sql`(secret is not null) = ${kind === 'client'}::boolean`

export type Given = Partial<TokenContact & TokenAccess>

/** `hash`: in hexadecimal. `secret`: of a client, sealed. */
export const insert = async (
  database: Queryable,
  identifier: string,
  proof: { readonly hash: string; readonly secret?: Buffer },
  given: Given,
): Promise<void> => {
  try {
    await database.query(
      statement(sql`insert into token
        (identifier, hash, secret, contact_person, email, organization, application, administration,
         scopes, extern, actor, units)
      values (${identifier}, decode(${proof.hash}, 'hex'), decode(${proof.secret?.toString('hex') ?? null}, 'hex'),
        ${given.contactPerson ?? ''}, ${given.email ?? ''}, ${given.organization ?? ''},
        ${given.application ?? ''}, ${given.administration ?? ''}, ${given.scopes ?? []}::text[],
        ${given.extern ?? false}, ${given.actor ?? null}::uuid, ${given.units ?? []}::uuid[])`),
    )
  } catch (error) {
    if (violatedUnique(error) !== 'token_identifier') throw error
    throw new TokenError(
      'taken',
      `There is a token or client ${identifier} already. Revoke it first, or choose another identifier.`,
    )
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Names every scope and uuid that cannot be. */
export const check = ({ scopes = [], actor, units = [] }: Given): void => {
  const unknown = scopes.filter((scope) => !isScope(scope))
  const wrong = [actor ?? [], units].flat().filter((uuid) => !UUID.test(uuid))
  const found = [
    ...(unknown.length > 0
      ? [`Unknown scopes: ${unknown.join(', ')}. There are: ${[...SCOPES.keys()].join(', ')}.`]
      : []),
    ...(wrong.length > 0 ? [`Not the uuid of an actor: ${wrong.join(', ')}.`] : []),
  ]
  if (found.length > 0) throw new TokenError('invalid', found.join(' '))
}

export const checkIdentifier = (identifier: string): void => {
  if (!/^[-a-zA-Z0-9_]{1,50}$/.test(identifier))
    throw new TokenError('invalid', 'An identifier has 1 to 50 letters, digits, hyphens and underscores.')
}

/**
 * Makes a token. Without scopes it can do nothing.
 * @param identifier what the log will call it: 1 to 50 letters, digits, `-` and `_`, unique among those in use.
 * @returns the token; it cannot be had again.
 */
export const createToken = async (database: Queryable, identifier: string, given: Given = {}): Promise<string> => {
  checkIdentifier(identifier)
  check(given)
  const token = newToken()
  await insert(database, identifier, { hash: hashOf(token) }, given)
  return token
}

/**
 * Makes the first token of a register that never had one, with all that a token of Open Klant may do. Tokens and settings
 * are administered with one that is made for it, or on the command line.
 * @returns the token, or undefined when there is or was one. Of several programs that ask at once one gets it.
 */
export const createFirstToken = (database: Database, identifier: string): Promise<string | undefined> =>
  database.transaction(async (tx) => {
    await tx.query(
      statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.token'), hashtext(current_schema()))`),
    )
    const made = await tx.query(statement(sql`select from token limit 1`))
    if (made.length > 0) return undefined
    const token = newToken()
    await insert(tx, identifier, { hash: hashOf(token) }, { scopes: OPEN_KLANT_SCOPES })
    return token
  })

const recordOf = (row: Row): TokenRecord => ({
  identifier: String(row.identifier),
  contactPerson: String(row.contact_person),
  email: String(row.email),
  organization: String(row.organization),
  application: String(row.application),
  administration: String(row.administration),
  scopes: row.scopes as string[],
  extern: row.extern === true,
  actor: row.actor === null ? null : String(row.actor),
  units: row.units as string[],
  created: String(row.created),
  revokedAt: row.revoked_at === null ? null : String(row.revoked_at),
})

/** All tokens, or all clients, revoked ones too, oldest first. */
export const listTokens = async (database: Queryable, kind: TokenKind = 'token'): Promise<TokenRecord[]> => {
  const format = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
  const rows = await database.query(
    statement(sql`select identifier, contact_person, email, organization, application, administration,
        scopes, extern, actor, units,
        to_char(created at time zone 'UTC', ${format}) as created,
        to_char(revoked_at at time zone 'UTC', ${format}) as revoked_at
      from token where ${ofKind(kind)} order by id`),
  )
  return rows.map(recordOf)
}

/** Changes what a token may do; what is not given stays. Running servers know it within five seconds. */
export const changeToken = async (
  database: Queryable,
  identifier: string,
  given: Partial<TokenAccess>,
  kind: TokenKind = 'token',
): Promise<void> => {
  check(given)
  const { scopes = null, extern = null, actor, units = null } = given
  const changed = await database.query(
    statement(sql`update token set scopes = coalesce(${scopes}::text[], scopes), extern = coalesce(${extern}, extern),
        actor = case when ${actor !== undefined} then ${actor ?? null}::uuid else actor end,
        units = coalesce(${units}::uuid[], units), last_modified = now()
      where identifier = ${identifier} and revoked_at is null and ${ofKind(kind)} returning id`),
  )
  if (changed.length === 0) throw new TokenError('absent', `There is no ${kind} ${identifier} in use.`)
}

/** Ends the use of a token; running servers refuse it within five seconds. */
export const revokeToken = async (
  database: Queryable,
  identifier: string,
  kind: TokenKind = 'token',
): Promise<void> => {
  const revoked = await database.query(
    statement(sql`update token set revoked_at = now(), last_modified = now()
      where identifier = ${identifier} and revoked_at is null and ${ofKind(kind)} returning id`),
  )
  if (revoked.length === 0) throw new TokenError('absent', `There is no ${kind} ${identifier} in use.`)
}
