/** Sources that are not what they should be: refused with what was found and what to do, and nothing is changed. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { liveSource } from '../../src/features/open-klant/sources/live.ts'
import type { OpenedDatabase } from '../support/databases.ts'
import {
  archiveFile,
  databaseWith,
  dumpText,
  emptyRegister,
  fileWith,
  importInto,
  onDatabase,
  skip,
  skipLive,
} from './sample.ts'

/** The dump of a database in which a table lacks a column, or has another name for it. */
const without = (text: string, table: string, column: string, other?: string): string => {
  const lines = text.split('\n')
  let place = -1
  let isInTable = false
  return lines
    .flatMap((line) => {
      if (line === `CREATE TABLE public.${table} (`) isInTable = true
      else if (line.startsWith(')')) isInTable = false
      else if (isInTable && line.startsWith(`    ${column} `)) return other ? [line.replace(column, other)] : []
      if (line.startsWith(`COPY public.${table} (`)) {
        const names = line.slice(line.indexOf('(') + 1, line.indexOf(')')).split(', ')
        place = names.indexOf(column)
        const kept = other ? names.with(place, other) : names.toSpliced(place, 1)
        return [`COPY public.${table} (${kept.join(', ')}) FROM stdin;`]
      }
      if (line === '\\.') place = -1
      return [place < 0 || other ? line : line.split('\t').toSpliced(place, 1).join('\t')]
    })
    .join('\n')
}

describe('a source that cannot be used', { skip }, () => {
  const ends: (() => unknown)[] = []
  let register: OpenedDatabase
  const text = skip ? '' : dumpText()
  before(async () => {
    register = await emptyRegister({ after: (end) => void ends.unshift(end) }, 'embedded')
  })
  after(async () => {
    for (const end of ends) await end()
  })

  const refused = async (source: Parameters<typeof importInto>[1], complaint: RegExp): Promise<void> => {
    await assert.rejects(importInto(register, source), (error: Error) => {
      assert.equal(error.name, 'MoveError', error.stack)
      assert.match(error.message, complaint)
      return true
    })
    const [row] = await register.database.query({ text: 'select count(*)::int as n from partij', values: [] })
    assert.equal(row?.n, 0)
  }

  const OLDER: readonly [string, string, RegExp][] = [
    [
      'klantinteracties_klantcontact',
      'hoofd_onderwerp_type',
      /Open Klant 2\.16 or 2\.17: .*hoofd_onderwerp_type, which came with 2\.18.*Upgrade/,
    ],
    ['klantinteracties_klantcontact', 'referentienummer', /Open Klant 2\.11 to 2\.15/],
    ['klantinteracties_digitaaladres', 'referentie', /Open Klant 2\.6 or 2\.7/],
    ['klantinteracties_partijidentificator', 'sub_identificator_van_id', /Open Klant 2\.4 or 2\.5/],
    [
      'klantinteracties_persoon',
      'contactnaam_voornaam',
      /not the layout of Open Klant 2\.18: there is no klantinteracties_persoon\.contactnaam_voornaam/,
    ],
  ]
  for (const [table, column, complaint] of OLDER)
    test(`a dump without ${table}.${column}`, async (t) => {
      await refused(fileSource([fileWith(t, 'd.sql', without(text, table, column))]), complaint)
    })

  test('several columns missing: the oldest version counts', async (t) => {
    const older = without(
      without(text, 'klantinteracties_klantcontact', 'reactie'),
      'klantinteracties_internetaak',
      'afgehandeld_op',
    )
    await refused(fileSource([fileWith(t, 'd.sql', older)]), /This is Open Klant 2\.0: /)
  })

  test('a running database of an older version', { skip: skipLive }, async (t) => {
    const url = await databaseWith(t, text)
    await onDatabase(url, (client) => client.query('alter table klantinteracties_digitaaladres drop verificatie_datum'))
    await refused(liveSource(url), /Open Klant 2\.8 to 2\.10/)
  })

  test('a newer version', async (t) => {
    const newer = text.replace(
      /(CREATE TABLE public\.klantinteracties_bijlage \(\n)/,
      '$1    titel character varying(80),\n',
    )
    await refused(fileSource([fileWith(t, 'd.sql', newer)]), /newer.*klantinteracties_bijlage\.titel/)
    const more = `CREATE TABLE public.klantinteracties_dossier (\n    id integer\n);\n${text}`
    await refused(fileSource([fileWith(t, 'd.sql', more)]), /newer.*klantinteracties_dossier/)
  })

  test('a part of a dump', async (t) => {
    const [half = ''] = text.split('COPY public.klantinteracties_actor (')
    await refused(
      fileSource([
        fileWith(t, 'd.sql', `${half.replaceAll(/CREATE TABLE public\.klantinteracties_\w+ \([^;]*\);/g, '')}`),
      ]),
      /has no klantinteracties_medewerker, .*taken to be gone/,
    )
  })

  test('a dump that is cut off, packed or not', async (t) => {
    const cut = text.slice(0, text.indexOf('COPY public.klantinteracties_persoon') - 5000)
    await refused(fileSource([fileWith(t, 'd.sql', cut.slice(0, cut.lastIndexOf('\t')))]), /not complete/)
    const packed = gzipSync(text)
    const half = packed.subarray(0, packed.length / 2)
    await refused(fileSource([fileWith(t, 'd.sql.gz', half)]), /d\.sql\.gz is damaged or not complete/)
    const archive = gunzipSync(readFileSync(archiveFile))
    await refused(fileSource([fileWith(t, 'd.tar', archive.subarray(0, 700_000))]), /d\.tar is damaged or not complete/)
  })

  test('the same file twice', async (t) => {
    const file = fileWith(t, 'd.sql', text)
    await refused(fileSource([file, file]), /twice/)
  })

  test('a file that is no dump, one in another format, and one that is not there', async (t) => {
    await refused(fileSource([fileWith(t, 'd.sql', 'niets')]), /no tables of Open Klant 2/)
    await refused(fileSource([fileWith(t, 'd.dump', Buffer.from('PGDMP\u0001\u000e'))]), /pg_restore -f/)
    assert.throws(() => fileSource(['/nergens/d.sql']), /\/nergens\/d\.sql cannot be read \(ENOENT\)/)
  })

  test('a database that is not there, and one without Open Klant', { skip: skipLive }, async (t) => {
    await refused(liveSource('postgres://me:sleutel@127.0.0.1:1/x'), /^(?!.*sleutel).*127\.0\.0\.1:1\/x cannot be read/)
    await refused(liveSource(await databaseWith(t, '')), /no Open Klant 2 is there/)
  })

  test('a value that its column cannot hold is told by its place', async (t) => {
    const wrong = text.replace(/^(9\tPostbus 1\t.*)2001-02-03/m, '$12001-02-31')
    assert.notEqual(wrong, text)
    await refused(
      fileSource([fileWith(t, 'd.sql', wrong)]),
      /contactgegevens_organisatie, line \d+, column oprichtingsdatum(?!.*2001)/,
    )
  })

  test('afterwards a good one is taken', async (t) => {
    await importInto(register, fileSource([fileWith(t, 'd.sql', text)]))
    const [row] = await register.database.query({ text: 'select count(*)::int as n from partij', values: [] })
    assert.equal(row?.n, 400)
  })
})
