/**
 * Who sends a request, told from its Authorization header, without a query per request.
 *
 * The hashes of all tokens in use are kept in memory and read again when they are old: at most once per `STALE_AFTER`
 * for tokens that are known, once per `UNKNOWN_AFTER` for those that are not, whoever sends how many. So a revoked token
 * is refused within `STALE_AFTER`, a new one is accepted within `UNKNOWN_AFTER`, and a flood of made-up tokens costs
 * neither memory nor more than ten queries a second.
 *
 * Constant time: what is looked up is the SHA-256 of the token. How far two hashes agree tells nothing about the token,
 * because nobody can choose a token for its hash; the last comparison takes the same time all the same.
 */
import { timingSafeEqual } from 'node:crypto'
import { isScope, OPEN_KLANT_SCOPES } from '../../model/scopes.ts'
import { type Caller, callerOf } from '../../operations/caller.ts'
import { type Refusal, refusals, type SignInKind } from '../../operations/sign-in.ts'
import type { Queryable, Row } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { tokenOf } from './authorization-header.ts'
import { hashOf } from './tokens.ts'

export interface Authenticator {
  /** A promise only when the tokens must be read; rejects with `Unavailable` when the database cannot answer. */
  authenticate(header: string | undefined): Caller | Refusal | Promise<Caller | Refusal>
}

export interface AuthenticatorOptions {
  readonly database: Queryable
  /** The token of the environment; accepted without a row, as `environment`, with all that Open Klant allows. */
  readonly accepted?: string | undefined
  /** Milliseconds that never go back. */
  readonly now?: () => number
}

const STALE_AFTER = 5000
/** Tokens that are used all the time are read again in the background, so that no request waits for it. */
const READ_AGAIN_AFTER = 2500
const UNKNOWN_AFTER = 100

/** By the hash of the token, in hexadecimal. */
type Entries = ReadonlyMap<string, Entry>

interface Entry {
  /** The key once more, as bytes to compare. */
  readonly hash: Buffer
  readonly who: Caller
}

interface Known {
  readonly entries: Entries
  /** The moment before the query was sent: what is revoked later may not be known. */
  readonly readAt: number
}

const entryOf = (hash: string, who: Caller): Entry => ({ hash: Buffer.from(hash, 'latin1'), who })

/** A scope that this version does not know opens nothing. */
const callerFrom = ({ identifier, application, scopes, extern, actor, units }: Row): Caller =>
  callerOf({
    kind: 'token',
    name: String(identifier),
    application: String(application),
    scopes: (scopes as string[]).filter(isScope),
    extern: extern === true,
    actor: actor === null ? undefined : String(actor),
    units: units as string[],
  })

const read = async (database: Queryable): Promise<Entries> => {
  const rows = await database.query(
    statement(sql`select encode(hash, 'hex') as hash, identifier, application, scopes, extern, actor, units
      from token where revoked_at is null`),
  )
  return new Map(rows.map((row) => [String(row.hash), entryOf(String(row.hash), callerFrom(row))]))
}

const matches = (entry: Entry | undefined, hash: string): entry is Entry =>
  entry !== undefined && timingSafeEqual(entry.hash, Buffer.from(hash, 'latin1'))

export const createAuthenticator = (options: AuthenticatorOptions): Authenticator => {
  const { database, accepted, now = () => performance.now() } = options
  const environment =
    accepted === undefined
      ? undefined
      : entryOf(hashOf(accepted), callerOf({ kind: 'token', name: 'environment', scopes: OPEN_KLANT_SCOPES }))
  let known: Known = { entries: new Map(), readAt: Number.NEGATIVE_INFINITY }
  let reading: Promise<Known> | undefined

  /** One query at a time, whoever waits for it. */
  const readAgain = (): Promise<Known> => {
    const readAt = now()
    reading ??= read(database)
      .then((entries) => {
        known = { entries, readAt }
        return known
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  const find = (entries: Entries, hash: string): Caller | undefined => {
    const entry = entries.get(hash)
    return matches(entry, hash) ? entry.who : undefined
  }

  return {
    authenticate(header) {
      const token = tokenOf(header)
      if (typeof token !== 'string') return token
      const hash = hashOf(token)
      if (matches(environment, hash)) return environment.who
      const age = now() - known.readAt
      const who = find(known.entries, hash)
      if (age < (who === undefined ? UNKNOWN_AFTER : STALE_AFTER)) {
        if (who !== undefined && age > READ_AGAIN_AFTER) readAgain().catch(() => {})
        return who ?? refusals.unknown
      }
      return readAgain().then(({ entries }) => find(entries, hash) ?? refusals.unknown)
    },
  }
}

/** `Authorization: Token …`. */
export const tokenSignIn = ({ authenticate }: Authenticator): SignInKind => ({
  scheme: 'Token',
  authenticate({ headers: { authorization } }) {
    const answer = authenticate(authorization)
    return answer === refusals.missing ? undefined : answer
  },
})
