/**
 * Every setting of the program, declared once: its name in the environment, what it takes, its default and its
 * explanation. The type `Config`, the check at start and `docs/configuration.md` follow from the declaration.
 */

import { fileAt, type Kind, Mistakes } from './config/kind.ts'
import * as kinds from './config/kinds.ts'
import { FUNCTIE_NAMEN, NIVEAUS } from './model/resident.ts'
import { scopesNamed } from './model/roles.ts'
import { DEFAULT_SCHEMA } from './sql/schema.ts'

interface Setting {
  readonly name: string
  readonly kind: Kind<unknown>
  /** As it would be written in the environment; null: not set unless given. */
  readonly default: string | null
  readonly help: string
  /** A secret is never shown, and may also be given as a file. */
  readonly secret?: true
  /** It may also be given as a file named by `NAME_FILE`. */
  readonly file?: true
  /** Settings without which this one means nothing; or without which some of its values do not. */
  readonly needs?: readonly string[] | Readonly<Record<string, readonly string[]>>
}

const MEBIBYTE = 1024 ** 2

export const settings = [
  {
    name: 'HOST',
    kind: kinds.text,
    default: '127.0.0.1',
    help: 'Address to listen on. `0.0.0.0` or `::` for all; then say in `ALLOWED_HOSTS` or `BASE_URL` under which name clients come.',
  },
  { name: 'PORT', kind: kinds.whole(0, 65_535), default: '8000', help: 'Port to listen on; `0` takes any free one.' },
  {
    name: 'WORKERS',
    kind: kinds.whole(1, 128),
    default: null,
    help: 'Processes that answer requests, all on the same port. Not set: one for each core that the program may use; `1`: the program itself answers.',
  },
  {
    name: 'DATABASE_URL',
    kind: kinds.databaseUrl,
    default: null,
    secret: true,
    help: 'PostgreSQL 14 or newer to keep the register in; its user must be allowed to create a schema in it, or own the one of `DATABASE_SCHEMA`. Without it the program runs a PostgreSQL of its own in `DATA_DIR`.',
  },
  {
    name: 'DATABASE_SCHEMA',
    kind: kinds.schemaName,
    default: DEFAULT_SCHEMA,
    help: 'Schema of the database that holds the register; made when it is not there. Each gemeente in a database has its own, with its own tokens and numbers.',
  },
  {
    name: 'DATABASE_POOL_SIZE',
    kind: kinds.whole(1, 500),
    default: '10',
    help: 'Connections to the database that each of the `WORKERS` opens at most, and two more for quick reads; fewer if the database has no room for all.',
  },
  {
    name: 'DATABASE_PREPARE',
    kind: kinds.onOff,
    default: 'on',
    help: 'Name the prepared statements of common requests, and send settings for each session. `off` behind PgBouncer in transaction mode; then the database user must have `DATABASE_SCHEMA` as its `search_path` (docs/how-to/run-in-production.md).',
  },
  {
    name: 'DATABASE_WAIT',
    kind: kinds.duration(0, 3_600_000),
    default: '15s',
    help: 'How long to wait at start for the PostgreSQL of `DATABASE_URL` when it does not answer yet.',
  },
  {
    name: 'DATA_DIR',
    kind: kinds.directory,
    default: './data',
    help: 'Directory of the embedded database. `temp`: a new one, removed when the program ends.',
  },
  {
    name: 'API_TOKEN',
    kind: kinds.token,
    default: null,
    secret: true,
    help: 'A token to accept from the start, beside those in the register; for tests and containers. It is called `environment` in the log.',
  },
  {
    name: 'OIDC_ISSUERS',
    kind: kinds.issuers(scopesNamed),
    default: null,
    secret: true,
    help: 'Identity providers (OpenID Connect) whose tokens people sign in with, and how their groups become rights here. Usually a file, in `OIDC_ISSUERS_FILE`. Not set: only tokens of the register.',
  },
  {
    name: 'SECRETS_KEY',
    kind: kinds.keys,
    default: null,
    secret: true,
    help: 'Key with which the secrets of clients that sign their tokens themselves (ZGW JWT, such as KISS) are kept in the database. Not set: there are no such clients. To change it, put the new one first, restart, and run `client reseal`.',
  },
  {
    name: 'RATE_LIMIT',
    kind: kinds.rate,
    default: 'off',
    help: 'How often one token, client or person may ask; then the answer is 429, with `Retry-After`. Each of the `WORKERS` counts for itself.',
  },
  {
    name: 'WRONG_TOKEN_LIMIT',
    kind: kinds.rate,
    default: '600/m',
    help: 'How often wrong tokens from one address (of IPv6: one /64) are answered 401; then that is 429. Right tokens are not kept out, wherever they come from. Each of the `WORKERS` counts for itself.',
  },
  {
    name: 'NUMMER_AUTO',
    kind: kinds.onOff,
    default: 'on',
    help: 'Make a `nummer` for a partij, klantcontact or internetaak that comes without one. `off` stores none, as Open Klant does.',
  },
  {
    name: 'KLANTCONTACT_WIJZIGEN',
    kind: kinds.choice('vrij', 'reden', 'gesloten'),
    default: 'vrij',
    help: 'What PUT, PATCH and DELETE may do to a klantcontact, and to the betrokkenen, onderwerpobjecten, bijlagen and actoren with it. `vrij`: anything, as in Open Klant; `reden`: anything, with the header `X-Audit-Toelichting`; `gesloten`: nothing but tie an empty `wasPartij` (docs/acts.md).',
  },
  {
    name: 'AANVULLEN_TERMIJN',
    kind: kinds.windows,
    default:
      'telefoon=60m, balie=60m, chat=60m, keukentafelgesprek=5wd, brief=geen, post=geen, e-mail=geen, email=geen, e-formulier=geen, contactformulier=geen, webformulier=geen, *=60m',
    help: 'How long after its registration a klantcontact may be supplemented, by `kanaal` (whatever its case).',
  },
  {
    name: 'BETWISTING_MAANDEN',
    kind: kinds.whole(1, 3),
    default: '1',
    help: 'Months in which there must be a decision on a klantcontact that someone disputes; the AVG allows two more than one where it is complex.',
  },
  {
    name: 'ZICHT',
    kind: kinds.choice('organisatie', 'eenheid'),
    default: 'organisatie',
    help: 'What people see, and tokens that belong to units: everything that their scopes open, or only what is of their own units, and of other klantcontacten what they were about (docs/access.md).',
  },
  {
    name: 'IDENTIFICATIE_NIVEAU',
    kind: kinds.choice('basis', 'midden', 'substantieel', 'hoog'),
    default: null,
    help: 'How surely a betrokkene must have been identified before a partij may be tied to the klantcontact (`identificatie`). Not set: it need not.',
  },
  {
    name: 'INWONER_PORTALEN',
    kind: kinds.portals,
    default: null,
    secret: true,
    help: 'Portals that may speak for residents, and the public keys with which they sign: a list in JSON, usually a file, in `INWONER_PORTALEN_FILE` (docs/how-to/portal.md). Not set: none.',
  },
  {
    name: 'INWONER_NIVEAUS',
    kind: kinds.levels(FUNCTIE_NAMEN, NIVEAUS),
    default: 'lezen=midden, adressen=midden, betwisten=midden',
    help: 'The least level at which a resident must have been identified, for each function; `hoog` for one that is not named.',
  },
  {
    name: 'INWONER_VERTROUWELIJK',
    kind: kinds.onOff,
    default: 'off',
    help: 'Show residents their own confidential klantcontacten too.',
  },
  {
    name: 'HISTORY_DIR',
    kind: kinds.folder,
    default: null,
    help: 'Directory for signed roots of the history and certificates of destruction, outside the database: a root is written every day. Without it nothing shows that the last versions were cut off (docs/history.md).',
  },
  {
    name: 'BASE_URL',
    kind: kinds.origin,
    default: null,
    help: 'Scheme and host of every absolute address in answers. Without it they come from the request (see `ALLOWED_HOSTS`).',
  },
  {
    name: 'ALLOWED_HOSTS',
    kind: kinds.hosts,
    default: null,
    help: 'Hosts under which clients may address the server; absolute addresses are made from no other. Not set: `localhost`, `127.0.0.1`, `[::1]` and `HOST`. Of no use beside `BASE_URL`.',
  },
  {
    name: 'SUBPATH',
    kind: kinds.path,
    default: '',
    help: 'Path under which a proxy publishes the server; it stands in front of every path in answers.',
  },
  {
    name: 'TRUST_PROXY',
    kind: kinds.trustProxy,
    default: 'off',
    help: 'Whose `X-Forwarded-For`, `-Host` and `-Proto` headers to believe. Only for a server that clients reach through a proxy alone.',
  },
  {
    name: 'CORS_ALLOWED_ORIGINS',
    kind: kinds.origins,
    default: '',
    help: 'Sites whose pages may call the API from a browser. Empty: none.',
  },
  {
    name: 'BODY_LIMIT',
    kind: kinds.bytes(1024, 100 * MEBIBYTE),
    default: '1mb',
    help: 'Largest body of a request.',
  },
  {
    name: 'HEADER_LIMIT',
    kind: kinds.bytes(4096, MEBIBYTE),
    default: '16kb',
    help: 'Most that the first line and the headers of a request may take together.',
  },
  {
    name: 'REQUEST_TIMEOUT',
    kind: kinds.duration(100, 3_600_000),
    default: '30s',
    help: 'Time in which a request must have come in, and again to answer it; then its statement is cancelled and the answer is 503.',
  },
  {
    name: 'EVENT_SINKS',
    kind: kinds.sinks(scopesNamed),
    default: null,
    secret: true,
    needs: ['EVENT_SOURCE', 'BASE_URL'],
    help: 'Who is told of changes: webhooks, NATS, RabbitMQ. Usually a file, in `EVENT_SINKS_FILE`.',
  },
  {
    name: 'EVENT_SOURCE',
    kind: kinds.source,
    default: null,
    help: 'What this register calls itself in messages. The Notificaties API does without.',
  },
  {
    name: 'EVENT_TYPE_PREFIX',
    kind: kinds.typePrefix,
    default: 'nl.klantinteracties',
    help: 'What the types of own events start with.',
  },
  {
    name: 'EVENT_RETRY',
    kind: kinds.duration(100, 3_600_000),
    default: '25s',
    help: 'How long after a failed delivery the first retry comes; each of the six that follow waits four times longer (at most 2080 times this).',
  },
  {
    name: 'EVENT_KEEP_DAYS',
    kind: kinds.whole(1, 3650),
    default: '60',
    help: 'Days that events are kept, delivered or dead, to look at and to send again.',
  },
  {
    name: 'NOTIFICATIES_API_ROOT',
    kind: kinds.apiRoot,
    default: null,
    needs: ['NOTIFICATIES_CLIENT_ID', 'NOTIFICATIES_SECRET', 'BASE_URL'],
    help: 'The Notificaties API to tell of partijen, internetaken and klantcontacten, as Open Klant does. Not set: none.',
  },
  {
    name: 'NOTIFICATIES_CLIENT_ID',
    kind: kinds.text,
    default: null,
    help: 'Client id with which the Notificaties API knows this register.',
  },
  { name: 'NOTIFICATIES_SECRET', kind: kinds.text, default: null, secret: true, help: 'The secret that goes with it.' },
  {
    name: 'NOTIFICATIES_CLOUD_EVENTS',
    kind: kinds.onOff,
    default: 'off',
    needs: ['NOTIFICATIES_API_ROOT', 'EVENT_SOURCE'],
    help: 'Tell the Notificaties API also, as CloudEvents, which zaak a contact is about.',
  },
  {
    name: 'NOTIFICATIES_FREE_TEXT',
    kind: kinds.onOff,
    default: 'off',
    help: 'Send `interneNotitie` and `toelichting` along as kenmerken, as Open Klant does. `off`: empty.',
  },
  {
    name: 'VERWERKINGENLOG',
    kind: kinds.choice('tabel', 'otlp', 'tabel+otlp', 'uit'),
    default: 'tabel',
    needs: { otlp: ['VERWERKINGENLOG_OTLP_URL'], 'tabel+otlp': ['VERWERKINGENLOG_OTLP_URL'] },
    help: 'Where it is written who saw or changed data of whom: a table of the register, a receiver of OpenTelemetry, both, or nowhere ([processing-log.md](processing-log.md)).',
  },
  {
    name: 'VERWERKINGENLOG_DIR',
    kind: kinds.folder,
    default: null,
    help: 'Directory where lines of the processing log are kept until they are in their place; on a disk that outlives the program. Not set: `verwerkingen` in `DATA_DIR`.',
  },
  {
    name: 'VERWERKINGENLOG_MAANDEN',
    kind: kinds.whole(1, 240),
    default: '60',
    help: 'Months that lines of the processing log stay in the table.',
  },
  {
    name: 'VERWERKINGENLOG_OTLP_URL',
    kind: kinds.apiRoot,
    default: null,
    help: 'Receiver of the processing log that speaks OTLP over HTTP; `/v1/traces` is put behind it.',
  },
  {
    name: 'VERWERKINGENLOG_OTLP_TOKEN',
    kind: kinds.text,
    default: null,
    secret: true,
    needs: ['VERWERKINGENLOG_OTLP_URL'],
    help: 'Bearer token for that receiver.',
  },
  {
    name: 'VERWERKINGSACTIVITEITEN',
    kind: kinds.activities,
    default: null,
    file: true,
    help: 'Which processing activities of the municipality requests belong to. Usually a file, in `VERWERKINGSACTIVITEITEN_FILE`.',
  },
  {
    name: 'LOG_LEVEL',
    kind: kinds.choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    default: 'info',
    help: 'The least serious kind of line that the log gets. Requests are `info`.',
  },
  { name: 'METRICS', kind: kinds.onOff, default: 'on', help: 'Serve `/metrics` (Prometheus text, no token needed).' },
] as const satisfies readonly Setting[]

type Declared = (typeof settings)[number]
type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<S>
type ValueOf<S> = S extends { kind: Kind<infer T>; default: infer D } ? (D extends null ? T | undefined : T) : never

/** Values by setting: `DATABASE_URL` is `databaseUrl`. Sizes are in bytes, times in milliseconds. */
export type Config = { readonly [S in Declared as Camel<S['name']>]: ValueOf<S> }

/** One line for every mistake in the settings. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

const camel = (name: string): string => name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

type Environment = Readonly<Record<string, string | undefined>>

/** The text given for a setting. An empty variable counts as absent: compose files set those for what is left out. */
const given = (setting: Setting, env: Environment, readFile: (path: string) => string): string | null => {
  const value = env[setting.name]?.trim() || null
  const file = setting.secret || setting.file ? env[`${setting.name}_FILE`]?.trim() || null : null
  if (file === null) return value
  if (value !== null) throw new Error(`and ${setting.name}_FILE are both set; give one of them`)
  return fileAt(file, `${setting.name}_FILE`, { readFile })
}

/** Settings that need others which are not set. */
const lacking = (values: Readonly<Record<string, unknown>>): string[] =>
  (settings as readonly Setting[]).flatMap(({ name, needs = [] }) => {
    const value = values[camel(name)]
    if (value === undefined || value === false) return []
    const all: readonly string[] = Array.isArray(needs)
      ? needs
      : ((needs as Readonly<Record<string, readonly string[]>>)[String(value)] ?? [])
    const missing = all.filter((need) => values[camel(need)] === undefined)
    return missing.length === 0 ? [] : [`${name} needs ${missing.join(' and ')}`]
  })

/**
 * Reads every setting; throws one `ConfigError` that names all mistakes.
 * @param readFile reads the file of a `_FILE` variable as text.
 */
export const readConfig = (env: Environment, readFile: (path: string) => string): Config => {
  const mistakes: string[] = []
  const values: Record<string, unknown> = {}
  for (const setting of settings as readonly Setting[]) {
    try {
      const written = given(setting, env, readFile) ?? setting.default
      values[camel(setting.name)] = written === null ? undefined : setting.kind.parse(written, { env, readFile })
    } catch (error) {
      const found = error instanceof Mistakes ? error.mistakes : [(error as Error).message]
      mistakes.push(...found.map((mistake) => `${setting.name} ${mistake}`))
    }
  }
  // A setting that could not be read is no missing one.
  if (mistakes.length === 0) mistakes.push(...lacking(values))
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return values as Config
}
