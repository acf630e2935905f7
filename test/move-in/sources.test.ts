/** The forms in which a dump comes, and a source that stands beside the register: all bring the same. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { liveSource } from '../../src/features/open-klant/sources/live.ts'
import { isEqual, verifyOpenKlant } from '../../src/features/open-klant/verify.ts'
import type { OpenedDatabase } from '../support/databases.ts'
import { declared } from '../support/sample.ts'
import {
  databaseWith,
  dumpFile,
  dumpText,
  emptyRegister,
  fileWith,
  importInto,
  loadDump,
  onDatabase,
  silent,
  skip,
  skipLive,
  temporaryFolder,
} from './sample.ts'

const noPgDump = spawnSync('pg_dump', ['--version']).status === 0 ? false : 'no pg_dump on this machine'

const holdsTheSample = async ({ database }: OpenedDatabase): Promise<void> => {
  const compared = await verifyOpenKlant({
    database,
    register: declared,
    source: fileSource([dumpFile]),
    progress: silent,
    withTokens: false,
    number: false,
    repair: false,
    limit: 3,
  })
  assert.deepEqual(
    compared.filter((one) => !isEqual(one)),
    [],
  )
  assert.equal(compared.length, 17)
}

describe('a dump', { skip }, () => {
  test('whose schema and data are apart', async (t) => {
    const register = await emptyRegister(t, 'embedded')
    const text = dumpText()
    const at = text.indexOf('-- Data for Name:')
    const [schema, data] = [text.slice(0, at), text.slice(at)]
    const files = [fileWith(t, 'schema.sql', schema), fileWith(t, 'data.sql.gz', gzipSync(data))]
    await importInto(register, fileSource(files))
    await holdsTheSample(register)
  })

  for (const options of [['--inserts'], ['--column-inserts', '--data-only'], ['--rows-per-insert=50']])
    test(`of pg_dump ${options.join(' ')}`, { skip: skipLive || noPgDump }, async (t) => {
      const register = await emptyRegister(t, 'PostgreSQL')
      const url = await databaseWith(t, dumpText())
      const file = join(temporaryFolder(t), 'inserts.sql')
      execFileSync('pg_dump', ['--no-owner', '--file', file, ...options, url])
      const { moved } = await importInto(register, fileSource([file]))
      assert.equal(
        moved.reduce((sum, { rows }) => sum + rows, 0),
        7820,
      )
      await holdsTheSample(register)
    })
})

test('another schema of the database that the register uses', { skip: skipLive }, async (t) => {
  const register = await emptyRegister(t, 'PostgreSQL')
  const url = register.config.databaseUrl ?? ''
  await onDatabase(url, async (client) => {
    await client.query('create schema open_klant')
    await loadDump(client, dumpText(), 'open_klant')
    await client.query('create schema ander')
    await loadDump(client, dumpText(), 'ander')
  })
  await assert.rejects(
    importInto(register, liveSource(url)),
    /several schemas \(ander, open_klant\): choose one with --schema/,
  )
  await assert.rejects(importInto(register, liveSource(url, 'geen')), /no table .* in schema geen/)
  await importInto(register, liveSource(url, 'open_klant'))
  await holdsTheSample(register)
  const [row] = await register.database.query({
    text: 'select count(*)::int as n from open_klant.klantinteracties_partij',
    values: [],
  })
  assert.equal(row?.n, 400)
})
