/** Follows docs/how-to/add-a-property.md in a copy of the project, on a toy resource. */
import assert from 'node:assert/strict'
import { execSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { schemaSql } from '../../src/derive/table.ts'
import { text } from '../../src/model/kinds/index.ts'
import { register } from '../../src/model/register.ts'
import { resource } from '../../src/model/resource.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const copy = mkdtempSync(join(tmpdir(), 'how-to-'))
after(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }))

const inCopy = (...path: string[]): string => join(copy, ...path)
const edit = (file: string, change: (content: string) => string): void =>
  writeFileSync(inCopy(file), change(readFileSync(inCopy(file), 'utf8')))

const TOY = `import { is } from '../model/filter.ts'
import { text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'

export const boom = resource('boom', {
  api: 'klantinteracties',
  group: 'lijsten',
  path: 'bomen',
  model: 'Boom',
  label: 'boom',
  help: 'Een boom.',
  tag: 'bomen',
  schemaName: 'Boom',
  fields: {
    naam: text({ max: 80, help: 'Naam van de boom.' }),
    // fields
  },
  filters: {
    naam: is('naam'),
    // filters
  },
})
`

/** The statements that make the toy's tables, without those that every register has. */
const toyTable = (): string => {
  const fields = { naam: text({ max: 80 }) }
  const names = { path: 'bomen', model: 'Boom', label: 'boom', help: '', tag: '', schemaName: 'Boom' }
  const toy = resource('boom', { api: 'klantinteracties', group: 'lijsten', ...names, fields })
  return schemaSql(register([toy]))
    .split('\n\n')
    .filter((one) => /\bboom(_versie)?\b/.test(one))
    .join('\n')
}

const nextMigration = (): string => String(readdirSync(inCopy('migrations')).length + 1).padStart(4, '0')

const plantToy = (): void => {
  for (const path of ['src', 'tools', 'migrations', 'contract', 'docs', 'test', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, path), inCopy(path), { recursive: true, dereference: true })
  }
  symlinkSync(join(root, 'node_modules'), inCopy('node_modules'), 'junction')
  writeFileSync(inCopy('src/resources/boom.ts'), TOY)
  edit(
    'src/resources/index.ts',
    (index) => `import { boom } from './boom.ts'\n${index.replace('\n] as const', '\n  boom,\n] as const')}`,
  )
  const index = "create index boom_naam_idx on boom (naam) where naam <> '';"
  writeFileSync(inCopy('migrations', `${nextMigration()}_boom.sql`), `${toyTable()}\n${index}\n`)
}

/** Pages that are made from the declarations. */
const GENERATED = new Set(['docs/resources.md', 'docs/access.md', 'docs/events.md'])

/** Every file but what is compiled or installed: path → content. */
const files = (): Map<string, string> =>
  new Map(
    readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !/[\\/](build|node_modules)([\\/]|$)/.test(one.parentPath))
      .map((one) => join(one.parentPath, one.name))
      .map((path) => [path.slice(copy.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )

/** The blocks of code in the page under this name. */
const blocks = (page: string, name: string): string[] =>
  [...page.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].filter(([, info]) => info === name).map(([, , code]) => code ?? '')

const followPage = (page: string): void => {
  for (const place of ['fields', 'filters']) {
    const [line = ''] = blocks(page, `ts ${place}`)
    edit('src/resources/boom.ts', (file) => file.replace(`// ${place}`, line.trim()))
  }
  const [commands = ''] = blocks(page, 'sh')
  execSync(commands.replaceAll('\n', ' && ').replace(/ && $/, ''), { cwd: copy, stdio: 'pipe' })
  const [name = ''] = /NNNN_\w+\.sql/.exec(page) ?? []
  const [script = ''] = blocks(page, 'sql')
  writeFileSync(inCopy('migrations', name.replace('NNNN', nextMigration())), script)
}

test('adding a property touches its resource, a migration and generated files', () => {
  plantToy()
  const before = files()
  const page = readFileSync(join(root, 'docs/how-to/add-a-property.md'), 'utf8')
  followPage(page)

  const now = files()
  const touched = [...now.keys()].filter((path) => now.get(path) !== before.get(path))
  const byHand = touched.filter((path) => !path.startsWith('contract/') && !GENERATED.has(path)).sort()
  assert.deepEqual(
    [...before.keys()].filter((path) => !now.has(path)),
    [],
  )
  assert.equal(byHand.length, 2, byHand.join())
  assert.match(byHand[0] ?? '', /^migrations\/\d{4}_boom_soort\.sql$/)
  assert.equal(byHand[1], 'src/resources/boom.ts')
  for (const file of [
    'contract/schema.sql',
    'contract/queries/boom.sql',
    'contract/openapi/klantinteracties.yaml',
    'docs/resources.md',
  ]) {
    assert.match(now.get(file) ?? '', /soort|Soort van de boom/, file)
  }

  // The suite itself, in the copy and on its own embedded database, for what concerns the toy.
  const suites = ['declarations', 'properties', 'filters', 'operations'].map(
    (name) => `build/test/contract/${name}.test.js`,
  )
  const args = [
    '--test',
    '--test-concurrency=2',
    '--test-reporter=tap',
    '--test-name-pattern=/^boom|migrated/',
    ...suites,
  ]
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const options = {
    cwd: copy,
    encoding: 'utf8',
    env: { ...env, TEST_DATABASE_URL: 'postgres://127.0.0.1:1/none' },
  } as const
  const { status, stdout } = spawnSync(process.execPath, args, options)
  assert.equal(status, 0, stdout)
  for (const promise of [
    'soort · the longest text is taken',
    'soort · valid examples',
    'soort · finds its row',
    'the migrated database',
  ]) {
    assert.match(stdout, new RegExp(`^ *ok .*${promise}`, 'm'))
  }
})
