/** What cannot be restored is refused with every fault named, and leaves the register as it was. */
import assert from 'node:assert/strict'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ArchiveError } from '../../src/features/archive/archive-error.ts'
import { exportArchive } from '../../src/features/archive/export.ts'
import { restoreArchive } from '../../src/features/archive/restore.ts'
import { fillDemo } from '../../src/features/demo/fill-demo.ts'
import type { Engine } from '../../src/operations/context.ts'
import { fillAwkward } from './awkward.ts'
import { everything, exported, onBoth, placeFor, restored, rewrite, shelves } from './registers.ts'

type Edit = (line: Record<string, unknown>) => unknown

const edit =
  (number: number, change: Edit) =>
  (lines: string[]): string[] =>
    lines.map((line, index) => (index === number - 1 ? JSON.stringify(change(JSON.parse(line))) : line))

/** The message of a refusal. */
const refused = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ArchiveError, String(error))
  return error.message
}

const archiveOf = async (t: TestContext, engine: Engine): Promise<string> => {
  await fillDemo(engine)
  const place = placeFor(t, 'archive')
  await exported(engine, place)
  return place
}

onBoth((empty) => {
  test('lines that cannot be read are all named, with their file', async (t) => {
    const place = await archiveOf(t, await empty(t))
    const other = await empty(t)
    const before = await everything(other)
    rewrite(place, 'klantcontact.jsonl', (lines) => {
      const [one = '', two = '', three = ''] = lines
      return [
        '{"uuid": ',
        ...edit(1, ({ uuid, ...line }) => ({ ...line, onbekend: 1, plaatsgevondenOp: 'gisteren' }))([one]),
        ...edit(1, (line) => ({ ...line, kanaal: null, vertrouwelijk: 'ja', metadata: [], uuid: 'x' }))([two]),
        three.replace('"onderwerp" : "', '"onderwerp" : "\\u0000'),
        '',
        ...lines.slice(4),
      ]
    })
    rewrite(
      place,
      'interneTaak.jsonl',
      edit(2, (line) => ({ ...line, toegewezenAanActoren: ['x'], aanleidinggevendKlantcontact: 5 })),
    )
    rewrite(
      place,
      'partij.jsonl',
      edit(1, (line) => ({ ...line, bezoekadres: { huisnummer: 1.5, kleur: 'rood' }, position: -1 })),
    )
    const told = await refused(restored(other, place))
    for (const line of [
      'klantcontact.jsonl:1: is no JSON',
      'klantcontact.jsonl:2: onbekend is not known',
      'klantcontact.jsonl:2: uuid is missing',
      'klantcontact.jsonl:2: plaatsgevondenOp must be a moment',
      'klantcontact.jsonl:3: uuid must be a uuid',
      'klantcontact.jsonl:3: kanaal may not be null',
      'klantcontact.jsonl:3: vertrouwelijk must be true or false',
      'klantcontact.jsonl:3: metadata must be an object',
      'klantcontact.jsonl:4: has a character that cannot be kept',
      'klantcontact.jsonl:5: is no JSON',
      'interneTaak.jsonl:2: aanleidinggevendKlantcontact must be a uuid',
      'interneTaak.jsonl:2: toegewezenAanActoren must be a list of uuids',
      'partij.jsonl:1: bezoekadres.kleur is not known',
      'partij.jsonl:1: bezoekadres.huisnummer must be a whole number',
      'partij.jsonl:1: position must be a whole number above 0',
    ])
      assert.ok(told.includes(line), `${line} in\n${told}`)
    assert.deepEqual(await everything(other), before)
  })

  test('what does not belong together is named by line, and nothing stays', async (t) => {
    const first = await empty(t)
    await fillDemo(first)
    await fillAwkward(first.database)
    const whole = placeFor(t, 'archive')
    await exported(first, whole)
    const other = await empty(t)
    const before = await everything(other)
    const lines = readFileSync(join(whole, 'klantcontact.jsonl'), 'utf8').trimEnd().split('\n')
    const numbered = lines.findIndex((line) => line.includes('"nummer" : "41')) + 1
    const [, number] = /"nummer" : "(41\d+)"/.exec(lines[numbered - 1] ?? '') ?? []

    rewrite(
      whole,
      'klantcontact.jsonl',
      edit(numbered + 1, (line) => ({ ...line, nummer: number })),
    )
    assert.match(
      await refused(restored(other, whole)),
      new RegExp(
        `klantcontact\\.jsonl:${numbered}, ${numbered + 1}: not allowed together \\(klantcontact_nummer_key\\)`,
      ),
    )
    assert.deepEqual(await everything(other), before)

    rewrite(whole, 'klantcontact.jsonl', (all) => [...all, all[0] ?? ''])
    rewrite(
      whole,
      'betrokkene.jsonl',
      edit(3, (line) => ({ ...line, hadKlantcontact: 'aaaaaaaa-0000-4000-8000-000000000000' })),
    )
    rewrite(
      whole,
      'interneTaak.jsonl',
      edit(2, (line) => ({ ...line, toegewezenAanActoren: ['aaaaaaaa-0000-4000-8000-000000000000'] })),
    )
    const told = await refused(restored(other, whole))
    assert.match(told, new RegExp(`klantcontact\\.jsonl:1, ${lines.length + 1}: have the same uuid`))
    assert.match(told, new RegExp(`klantcontact\\.jsonl:1, ${lines.length + 1}: have the same position`))
    assert.match(told, /betrokkene\.jsonl:3: hadKlantcontact names what is neither in the archive nor in the register/)
    assert.match(told, /interneTaak\.jsonl:2: toegewezenAanActoren names/)
    assert.deepEqual(await everything(other), before)
  })

  test('what was changed, lost or cut short on the way is seen before anything is done', async (t) => {
    const first = await empty(t)
    const place = await archiveOf(t, first)
    const other = await empty(t)
    appendFileSync(join(place, 'actor.jsonl'), '{}\n')
    const categorie = join(place, 'categorie.jsonl')
    writeFileSync(categorie, readFileSync(categorie, 'utf8').replace('naam', 'maan'))
    rmSync(join(place, 'persoon.jsonl'))
    const told = await refused(restored(other, place))
    assert.match(told, /actor\.jsonl has \d+ bytes where it should have \d+/)
    assert.match(told, /categorie\.jsonl was changed after it was made/)
    assert.match(told, /persoon\.jsonl is missing/)
    rmSync(join(place, 'manifest.json'))
    assert.match(await refused(restored(other, place)), /has no manifest\.json/)
    assert.match(await refused(restored(other, join(place, 'nergens'))), /There is no /)

    const file = placeFor(t, 'archive.tar.gz')
    await exported(await empty(t), file)
    const bytes = readFileSync(file)
    for (const length of [0, 100, bytes.length - 20]) {
      writeFileSync(file, bytes.subarray(0, length))
      assert.match(await refused(restored(other, file)), /cut short|no manifest/)
    }
    const plain = placeFor(t, 'archive.tar')
    await exported(first, plain)
    writeFileSync(plain, readFileSync(plain).subarray(0, 20_000))
    assert.match(await refused(restored(other, plain)), /cut short|is missing/)
  })

  test('a register with rows, an archive of a newer one, and one that holds more are refused', async (t) => {
    const first = await empty(t)
    const place = await archiveOf(t, first)
    const before = await everything(first)
    assert.match(await refused(restored(first, place)), /The register is not empty: it has rows of actor/)
    assert.deepEqual(await everything(first), before)
    const other = await empty(t)
    const manifest = join(place, 'manifest.json')
    const text = readFileSync(manifest, 'utf8')
    const said = async (from: RegExp | string, to: string): Promise<string> => {
      writeFileSync(manifest, text.replace(from, to))
      return refused(restored(other, place))
    }
    assert.match(await said(/"schema": "[^"]+"/, '"schema": "9999_later"'), /newer register \(9999_later/)
    assert.match(
      await said('"holds": "actor"', '"holds": "geheim"'),
      /does not know; a newer one may:\n {2}actor\.jsonl/,
    )
    assert.match(await said('"version": 1', '"version": 2'), /of version 2/)
    assert.match(await said(/"rows": \d+/, '"rows": -1'), /lacks something/)
    assert.match(await said('"name": "actor.jsonl"', '"name": "../actor.jsonl"'), /lacks something/)
  })

  test('an export does not write over what is there, and leaves nothing when it fails', async (t) => {
    const engine = await empty(t)
    const place = placeFor(t, 'archive')
    mkdirSync(place)
    writeFileSync(join(place, 'mine'), '')
    assert.match(await refused(exported(engine, place)), /is there already/)
    const other = join(place, 'other')
    assert.match(
      await refused(exported(engine, other, { names: ['klantcontact', 'klant'] })),
      /There is no klant; there are actor, /,
    )
    assert.match(await refused(exported(engine, other, { names: ['token'] })), /There is no token/)
    assert.match(await refused(exported(engine, join(place, 'a', 'b'))), /Nothing can be written in .*ENOENT/)
    const broken = shelves.map((shelf) => (shelf.name === 'persoon' ? { ...shelf, table: 'nergens' } : shelf))
    await assert.rejects(
      exportArchive(
        { database: engine.database, shelves: broken, remembering: [], program: '0' },
        { to: other, format: 'jsonl', secrets: false },
      ),
    )
    assert.deepEqual(readdirSync(place), ['mine'])
  })

  test('broken off, neither an export nor a restore leaves anything', async (t) => {
    const first = await empty(t)
    const place = await archiveOf(t, first)
    const stopping = (): { signal: AbortSignal; told: () => void } => {
      const controller = new AbortController()
      return { signal: controller.signal, told: () => controller.abort(new Error('stop')) }
    }
    const to = placeFor(t, 'archive')
    const common = { shelves, remembering: [], program: '0' }
    await assert.rejects(
      exportArchive({ ...common, ...stopping(), database: first.database }, { to, format: 'jsonl', secrets: false }),
      /stop/,
    )
    assert.ok(!existsSync(to))
    assert.deepEqual(readdirSync(join(to, '..')), [])
    const other = await empty(t)
    const before = await everything(other)
    await assert.rejects(
      restoreArchive(
        { ...common, ...stopping(), database: other.database },
        { from: place, secrets: false, intoFilled: false },
      ),
      /stop/,
    )
    assert.deepEqual(await everything(other), before)
    await restored(other, place)
  })
})
