import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'floors-'))
after(() => rmSync(scratch, { recursive: true }))

const DOWN = /Imports only go down/
const NO_IO = /do no I\/O/
const TEXT = /SQL text that is no value/
const OTHERS = /does not import another/

/** File, what stands in it, and what lint must say of it; undefined: nothing. */
const cases: readonly (readonly [file: string, text: string, complaint?: RegExp])[] = [
  ['src/sql/pool.ts', "import { Model } from '../model/model.ts'", DOWN],
  ['src/sql/embedded/deep.ts', "import type { Model } from '../../model/model.ts'", DOWN],
  ['src/model/up.ts', "export { table } from '../derive/table.ts'", DOWN],
  ['src/model/kinds/up.ts', "import { partij } from '../../resources/partij.ts'", DOWN],
  ['src/model/settings.ts', "import type { Config } from '../config.ts'", DOWN],
  ['src/derive/up.ts', "import '../operations/create.ts'", DOWN],
  ['src/resources/derived.ts', "import { list } from '../derive/list.ts'", DOWN],
  ['src/operations/up.ts', "import { partij } from '../resources/partij.ts'", DOWN],
  ['src/features/tokens/up.ts', "import { app } from '../../app.ts'", DOWN],
  ['src/faces/openklant/up.ts', "import type { Log } from '../../http/log.ts'", DOWN],
  ['src/http/up.ts', "import { app } from '../app.ts'", DOWN],
  ['src/app.ts', "import { serve } from './cli/serve.ts'", DOWN],
  ['src/cli/up.ts', "import '../main.ts'", DOWN],
  ['src/features/tokens/aside.ts', "import { demo } from '../demo/demo.ts'", OTHERS],
  ['src/faces/hal/aside.ts', "import { problem } from '../openklant/problem.ts'", OTHERS],
  ['src/derive/reads.ts', "import { readFileSync } from 'node:fs'", NO_IO],
  ['src/derive/asks.ts', "import type { Database } from '../sql/database.ts'", NO_IO],
  ['src/model/asks.ts', "import pg from 'pg'", NO_IO],
  ['src/resources/asks.ts', "import { errors } from '../sql/errors.ts'", NO_IO],
  ['src/operations/writes.ts', "import { raw } from '../sql/sql.ts'", TEXT],
  ['src/features/tokens/writes.ts', "import { name as called } from '../../sql/sql.ts'", TEXT],
  [
    'src/operations/knows.ts',
    "export const is = (resource: { name: string }) => resource.name === 'partij'",
    /no resource by name/,
  ],
  ['src/derive/loop.ts', "import { b } from './loop-b.ts'\nexport const a = () => b", /part of a cycle/],
  ['src/derive/loop-b.ts', "import { a } from './loop.ts'\nexport const b = () => a", /part of a cycle/],
  ['src/model/fine.ts', "export { sql } from '../sql/sql.ts'"],
  ['src/derive/fine.ts', "export { raw } from '../sql/sql.ts'\nexport { model } from '../model/model.ts'"],
  [
    'src/features/tokens/fine.ts',
    "export { list } from './list.ts'\nexport { create } from '../../operations/create.ts'",
  ],
  ['src/faces/openklant/fine.ts', "export { demo } from '../../features/demo/demo.ts'"],
  ['src/sql/fine.ts', "export type { Config } from '../config.ts'"],
  ['src/config.test.ts', "export { page } from '../tools/configuration-docs.ts'"],
]

test('lint finds imports that go up, cycles, and the engine naming a resource', () => {
  for (const file of ['biome.json', 'tools/floors.grit']) cpSync(join(root, file), join(scratch, file))
  for (const [file, text] of cases) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true })
    writeFileSync(join(scratch, file), `${text}\n`)
  }
  const rules = ['--only=style/noRestrictedImports', '--only=suspicious/noImportCycles', '--only=plugin']
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none', ...rules],
    {
      cwd: scratch,
      encoding: 'utf8',
    },
  )
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { message: string; location: { path: string } }[] }
  for (const [file, text, complaint] of cases) {
    const found = diagnostics.filter(({ location }) => location.path === file).map(({ message }) => message)
    if (complaint === undefined) assert.deepEqual(found, [], `${file}: ${text}`)
    else assert.match(found.join('\n'), complaint, `${file}: ${text}`)
  }
})
