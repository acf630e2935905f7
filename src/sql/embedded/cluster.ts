import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedError } from './embedded-error.ts'
import { failure } from './failure.ts'
import { nameFor, type Place } from './place.ts'
import { type Outcome, run } from './run.ts'

/** Name of the database, and of the role that owns it. */
export const NAME = 'klantinteracties'

const ADMINISTRATOR = 'postgres'

/**
 * Case folds by Unicode's own tables, built into PostgreSQL, and text sorts by code point: neither follows a library
 * that can be replaced under an index (ICU and glibc do). The C library is asked by pg_trgm only, what a letter is;
 * where it does not know C.UTF-8, names with accents are found as well, by fewer trigrams.
 */
const locale = (letters: 'C.UTF-8' | 'C') => [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  `--lc-ctype=${letters}`,
]

const passwordFile = ({ directory }: Place) => join(directory, 'password')

/** Windows has no directory to guard the way in, so there a password does; undefined elsewhere. */
export const passwordOf = (place: Place): string | undefined =>
  process.platform === 'win32' ? readFileSync(passwordFile(place), 'utf8') : undefined

const failed = ({ output }: Outcome, { directory }: Place): EmbeddedError => {
  const cause =
    output.split('\n').find((line) => /error|fatal|panic|could not|failed/i.test(line)) ?? output.slice(-500)
  return failure(`The database could not be created in ${directory}: ${cause.trim()}`, directory)
}

const initialize = async (place: Place, target: string, { initdb, postgres }: Binaries) => {
  const { account } = place
  mkdirSync(target, { mode: 0o700 })
  if (account) chownSync(target, account.uid, account.gid)
  const inside = { cwd: target, account }
  const directory = nameFor(target, account)
  let entrance = ['--auth=trust']
  if (process.platform === 'win32') {
    writeFileSync(passwordFile(place), randomBytes(24).toString('base64url'), { mode: 0o600 })
    entrance = ['--auth=scram-sha-256', `--pwfile=${passwordFile(place)}`]
  }
  const make = (letters: 'C.UTF-8' | 'C') =>
    run(initdb, ['-D', directory, '-U', ADMINISTRATOR, ...entrance, ...locale(letters), '--no-instructions'], inside)
  let made = await make('C.UTF-8')
  if (made.code !== 0 && made.output.includes('invalid locale name')) made = await make('C')
  if (made.code !== 0) throw failed(made, place)
  // The program itself is no superuser, as it is not on a server of one's own.
  const password = passwordOf(place)
  const role = `create role ${NAME} login createdb${password === undefined ? '' : ` password '${password}'`};`
  const input = `${role}\ncreate database ${NAME} owner ${NAME};\n`
  const filled = await run(postgres, ['--single', '-D', directory, ADMINISTRATOR], { ...inside, input })
  if (filled.code !== 0 || /ERROR|FATAL|PANIC/.test(filled.output)) throw failed(filled, place)
}

/**
 * Makes the cluster when there is none, with an empty database in it: under another name first, so that what is there
 * under its own name is always whole.
 *
 * @returns whether it is new
 * @throws EmbeddedError when the cluster there is of another major version of PostgreSQL
 */
export const ensureCluster = async (place: Place, binaries: Binaries): Promise<boolean> => {
  const { cluster, directory } = place
  for (const candidate of [cluster, directory]) {
    const file = join(candidate, 'PG_VERSION')
    if (!existsSync(file)) continue
    const version = readFileSync(file, 'utf8').trim()
    if (candidate === directory)
      throw new EmbeddedError(
        `${directory} is the directory of another PostgreSQL server: set DATA_DIR to a directory of its own, or DATABASE_URL to that server.`,
      )
    if (version === binaries.major) return false
    throw new EmbeddedError(
      `The database in ${cluster} was made by PostgreSQL ${version}, and this version brings PostgreSQL ${binaries.major}: move the data with pg_dump (see docs/embedded-database.md), or set DATA_DIR to another directory.`,
    )
  }
  if (existsSync(cluster))
    throw new EmbeddedError(`${cluster} is there but holds no database: restore it from a backup, or move it away.`)
  const target = `${cluster}.new`
  rmSync(target, { recursive: true, force: true })
  try {
    await initialize(place, target, binaries)
    renameSync(target, cluster)
  } catch (error) {
    rmSync(target, { recursive: true, force: true })
    throw error
  }
  return true
}
