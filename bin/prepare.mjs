/** What must be done between a fresh clone, or a pull, and a program that can run. Silent when there is nothing to do. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...names) => join(root, ...names)
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Ends the program with one sentence. */
const fail = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** Whether node_modules holds what package-lock.json says. npm keeps its own account of it there. */
const isInstalled = (withDev) => {
  const account = at('node_modules', '.package-lock.json')
  if (!existsSync(account)) return false
  const { packages: present } = readJson(account)
  return Object.entries(readJson(at('package-lock.json')).packages).every(([path, wanted]) => {
    const found = present[path]
    if (path === '' || wanted.link) return true
    if (!found) return wanted.optional || wanted.devOptional || (wanted.dev && !withDev)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

const install = (withDev) => {
  process.stderr.write('Installing packages (npm ci) …\n')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withDev ? ['--include=dev'] : [])]
  // The npm that runs this script, if one does.
  const npm = process.env.npm_execpath ?? ''
  const inherited = basename(npm) === 'npm-cli.js'
  const [program, first] = inherited ? [process.execPath, [npm]] : ['npm', []]
  // Its own account of what it did is dropped; what went wrong is on standard error.
  const options = { cwd: root, stdio: ['ignore', 'ignore', 2], shell: !inherited && process.platform === 'win32' }
  const { status, error } = spawnSync(program, [...first, ...args], options)
  if (status !== 0)
    fail(`The packages could not be installed${error ? ` (${error.message})` : ''}: run npm ci in ${root}`)
}

const STAMP = '.sources'

/** Changes with every file that goes into build/. Contents, not times: a checkout or a copy changes only those. */
const sources = () => {
  const hash = createHash('sha1')
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(at(path)))
      .update('\0')
  for (const path of ['tsconfig.json', 'package-lock.json']) add(path)
  for (const folder of readJson(at('tsconfig.json')).include) {
    if (!existsSync(at(folder))) continue
    const entries = readdirSync(at(folder), { recursive: true }).sort()
    for (const entry of entries) if (entry.endsWith('.ts')) add(join(folder, entry))
  }
  return hash.digest('hex')
}

const isCompiled = () => existsSync(at('build', STAMP)) && readFileSync(at('build', STAMP), 'utf8') === sources()

const compile = () => {
  process.stderr.write('Compiling …\n')
  const [fresh, old] = ['.build.new', '.build.old'].map((name) => at(name))
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
  const stamp = sources()
  const tsc = at('node_modules', 'typescript', 'bin', 'tsc')
  // Types are checked by `npm test`, not at each start.
  const args = [tsc, '-p', at('tsconfig.json'), '--outDir', fresh, '--noCheck']
  if (spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0)
    fail('The sources could not be compiled.')
  writeFileSync(join(fresh, STAMP), stamp)
  // As a whole, so that a process that starts meanwhile never sees half of it.
  if (existsSync(at('build'))) renameSync(at('build'), old)
  renameSync(fresh, at('build'))
  rmSync(old, { recursive: true, force: true })
}

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const LONGEST = 600_000

/** Does the work when no other process is at it. */
const alone = async (work) => {
  const lock = at('.build.lock')
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`The program cannot be prepared: ${error.message}`)
    }
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (owner && (!isAlive(owner) || age > LONGEST)) rmSync(lock, { force: true })
    else await delay(100)
  }
  const unlock = () => rmSync(lock, { force: true })
  process.once('exit', unlock)
  await work()
  process.off('exit', unlock)
  unlock()
}

/**
 * Installs and compiles what is missing or older than the sources. Without sources (in a container image) what is there
 * is right.
 *
 * @param {{ dev?: boolean }} [options] dev: the packages of development as well
 */
export const prepare = async ({ dev = false } = {}) => {
  if (!existsSync(at('src')) || (isInstalled(dev) && isCompiled())) return
  await alone(() => {
    // Another process may have done it while this one waited.
    if (!isInstalled(dev)) install(dev)
    if (!isCompiled()) compile()
  })
}
