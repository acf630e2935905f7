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
import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { isScope, OPEN_KLANT_SCOPES } from '../../model/scopes.ts'
import { type Caller, type CallerOptions, callerOf } from '../../operations/caller.ts'
import { type Refusal, refusals, type SignInKind } from '../../operations/sign-in.ts'
import type { Queryable, Row } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { tokenOf } from './authorization-header.ts'
import type { SecretBox } from './secret-box.ts'
import { hashOf, type TokenKind } from './tokens.ts'

/** Who signs its tokens itself; the same object as long as nothing about it changes. */
export interface Client {
  readonly key: KeyObject
  /** Without the user, whom each of its tokens names. */
  readonly who: CallerOptions
}

export interface Authenticator {
  /** The client of this name that is in use; a promise only when the register must be read. */
  client(identifier: string): Client | undefined | Promise<Client | undefined>
  /** A promise only when the tokens must be read; rejects with `Unavailable` when the database cannot answer. */
  authenticate(header: string | undefined): Caller | Refusal | Promise<Caller | Refusal>
}

export interface AuthenticatorOptions {
  readonly database: Queryable
  /** The token of the environment; accepted without a row, as `environment`, with all that Open Klant allows. */
  readonly accepted?: string | undefined
  /** What the secrets of clients are kept in; without it there are none. */
  readonly box?: SecretBox | undefined
  /** Told of each client whose secret cannot be read with the keys there are, once. */
  readonly onSealed?: (identifier: string) => void
  /** Milliseconds that never go back. */
  readonly now?: () => number
}

const STALE_AFTER = 5000
/** Tokens that are used all the time are read again in the background, so that no request waits for it. */
const READ_AGAIN_AFTER = 2500
const UNKNOWN_AFTER = 100

/** What the register says of who may sign in. */
interface Entries {
  /** By the hash of the token, in hexadecimal. */
  readonly tokens: ReadonlyMap<string, Entry>
  /** By their identifier. */
  readonly clients: ReadonlyMap<string, KnownClient>
}

interface KnownClient extends Client {
  /** All that was read of it, to see that it has not changed. */
  readonly read: string
}

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
const optionsFrom = (
  kind: TokenKind,
  { identifier, application, scopes, extern, actor, units }: Row,
): CallerOptions => ({
  kind,
  name: String(identifier),
  application: String(application),
  scopes: (scopes as string[]).filter(isScope),
  extern: extern === true,
  actor: actor === null ? undefined : String(actor),
  units: units as string[],
})

const rowsIn = (database: Queryable): Promise<readonly Row[]> =>
  database.query(
    statement(sql`select encode(hash, 'hex') as hash, encode(secret, 'hex') as secret, identifier, application, scopes,
        extern, actor, units
      from token where revoked_at is null`),
  )

/** `before`: a client that has not changed since stays the same object. Undefined: its secret cannot be read. */
const clientFrom = (row: Row, box: SecretBox, before: KnownClient | undefined): KnownClient | undefined => {
  const read = JSON.stringify(row)
  if (before?.read === read) return before
  const secret = box.open(Buffer.from(String(row.secret), 'hex'), String(row.identifier))
  if (secret === undefined) return undefined
  return { key: createSecretKey(Buffer.from(secret)), who: optionsFrom('client', row), read }
}

const matches = (entry: Entry | undefined, hash: string): entry is Entry =>
  entry !== undefined && timingSafeEqual(entry.hash, Buffer.from(hash, 'latin1'))

export const createAuthenticator = (options: AuthenticatorOptions): Authenticator => {
  const { database, accepted, box, onSealed, now = () => performance.now() } = options
  const environment =
    accepted === undefined
      ? undefined
      : entryOf(hashOf(accepted), callerOf({ kind: 'token', name: 'environment', scopes: OPEN_KLANT_SCOPES }))
  let known: Known = { entries: { tokens: new Map(), clients: new Map() }, readAt: Number.NEGATIVE_INFINITY }
  let reading: Promise<Known> | undefined
  const sealed = new Set<string>()

  const clientsIn = (rows: readonly Row[]): Entries['clients'] => {
    const found = new Map<string, KnownClient>()
    for (const row of box ? rows.filter(({ secret }) => secret !== null) : []) {
      const identifier = String(row.identifier)
      const client = box && clientFrom(row, box, known.entries.clients.get(identifier))
      if (client) found.set(identifier, client)
      else if (!sealed.has(identifier)) {
        sealed.add(identifier)
        onSealed?.(identifier)
      }
    }
    return found
  }

  const entriesOf = (rows: readonly Row[]): Entries => {
    const own = rows.filter(({ secret }) => secret === null)
    const tokens = own.map((row): [string, Entry] => {
      const hash = String(row.hash)
      return [hash, entryOf(hash, callerOf(optionsFrom('token', row)))]
    })
    return { tokens: new Map(tokens), clients: clientsIn(rows) }
  }

  /** One query at a time, whoever waits for it. */
  const readAgain = (): Promise<Known> => {
    const readAt = now()
    reading ??= rowsIn(database)
      .then((rows) => {
        known = { entries: entriesOf(rows), readAt }
        return known
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  /** What is known is told at once while it is fresh; `orElse` stands for what there is not. */
  const lookUp = <T, E>(find: (entries: Entries) => T | undefined, orElse: E): T | E | Promise<T | E> => {
    const age = now() - known.readAt
    const found = find(known.entries)
    if (age < (found === undefined ? UNKNOWN_AFTER : STALE_AFTER)) {
      if (found !== undefined && age > READ_AGAIN_AFTER) readAgain().catch(() => {})
      return found ?? orElse
    }
    return readAgain().then(({ entries }) => find(entries) ?? orElse)
  }

  return {
    authenticate(header) {
      const token = tokenOf(header)
      if (typeof token !== 'string') return token
      const hash = hashOf(token)
      if (matches(environment, hash)) return environment.who
      return lookUp(({ tokens }) => {
        const entry = tokens.get(hash)
        return matches(entry, hash) ? entry.who : undefined
      }, refusals.unknown)
    },
    client: (identifier) => lookUp(({ clients }) => clients.get(identifier), undefined),
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
