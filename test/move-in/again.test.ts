/** What an import does to a register that has rows: those of an earlier import, and those that were made in it. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { type OpenedDatabase, skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'
import { dumpText, emptied, emptyRegister, fileWith, importInto, type Outcome, skip } from './sample.ts'

/** The dump with these lines taken out, put in (before the end of the table), or in place of others. */
const changed = (text: string, table: string, change: (rows: string[]) => string[]): string => {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`COPY public.${table} (`)) + 1
  const end = lines.indexOf('\\.', start)
  return [...lines.slice(0, start), ...change(lines.slice(start, end)), ...lines.slice(end)].join('\n')
}

const countsOf = ({ moved }: Outcome, collection: string) => {
  const { rows: _rows, collection: _name, ...counts } = moved.find((one) => one.collection === collection) ?? {}
  return counts
}
const nothing = { fresh: 0, changed: 0, gone: 0 }

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(`an import into a register with rows, ${name}`, { skip: skipOn[name] || skip }, () => {
    const ends: (() => unknown)[] = []
    const scope = { after: (end: () => unknown) => void ends.unshift(end) }
    let register: OpenedDatabase
    const text = skip ? '' : dumpText()
    const from = (t: Parameters<typeof fileWith>[0], dump: string) => fileSource([fileWith(t, 'dump.sql', dump)])
    const ask = async (query: string) => (await register.database.query({ text: query, values: [] }))[0] ?? {}

    /** History is whole, and says of every row what it is. */
    const isRemembered = async () => {
      const { versions, faults } = await verifyHistory(register.database, declared, [])
      assert.deepEqual(faults, [])
      assert.ok(versions > 7000)
    }
    /** How often each action stands among the versions of a table. */
    const actions = async (table: string) => {
      const text = `select versie_actie as action, count(*)::int as n from ${table}_versie where versie_door = 'import openklant' group by 1`
      const rows = await register.database.query({ text, values: [] })
      return Object.fromEntries(rows.map(({ action, n }) => [action, n]))
    }

    before(async () => {
      register = await emptyRegister(scope, name)
    })
    beforeEach(() => emptied(register))
    after(async () => {
      for (const end of ends) await end()
    })

    test('the schema is afterwards what it was before', async (t) => {
      const schema = `select (select json_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text) from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = current_schema()::regnamespace)::text as indexes,
        (select json_agg(conname || pg_get_constraintdef(oid) || condeferrable order by conname) from pg_constraint where connamespace = current_schema()::regnamespace)::text as constraints,
        (select json_agg(tgname || tgenabled::text order by tgname, tgrelid::regclass::text) from pg_trigger where not tgisinternal)::text as triggers,
        (select json_agg(relname order by relname) from pg_class where relkind = 'r' and relname ~ '^(staged|wanted|keys|parting)_')::text as leftovers`
      const start = await ask(schema)
      await importInto(register, from(t, text))
      assert.deepEqual(await ask(schema), start)
      await importInto(
        register,
        from(
          t,
          changed(text, 'klantinteracties_categorie', ([one = '']) => [one.replace('Ondernemer', 'X')]),
        ),
      )
      assert.deepEqual(await ask(schema), start)
      assert.equal(start.leftovers, null)
    })

    test('nothing new: nothing is touched', async (t) => {
      await importInto(register, from(t, text))
      const version = `select sum(xmin::text::bigint)::text as rows from klantcontact`
      const start = await ask(version)
      const { moved } = await importInto(register, from(t, text))
      for (const { collection, ...counts } of moved) {
        assert.deepEqual({ fresh: counts.fresh, changed: counts.changed, gone: counts.gone }, nothing, collection)
      }
      assert.deepEqual(await ask(version), start)
    })

    test('what is new, changed or gone there follows', async (t) => {
      await importInto(register, from(t, text))
      let next = changed(text, 'klantinteracties_categorie', ([one = '', two = '']) => [
        one.replace('Ondernemer', 'Ondernemers'),
        two,
        '3\t3f2504e0-4f89-41d3-9a0c-0305e82c3301\tNieuw',
      ])
      next = changed(next, 'klantinteracties_bijlage', (rows) => rows.slice(0, -2))
      // The first task gets its two actors in another order: behind each other's keys.
      next = changed(next, 'klantinteracties_internetakenactorenthoughmodel', (rows) => rows.slice(1))
      // A task is done: its list is the same, but keeps the status of the task.
      next = changed(next, 'klantinteracties_internetaak', (rows) =>
        rows.map((row) => row.replace(/^(300\t.*)te_verwerken/, '$1verwerkt')),
      )
      const outcome = await importInto(register, from(t, next))
      assert.deepEqual(countsOf(outcome, 'categorieen'), { fresh: 1, changed: 1, gone: 0 })
      assert.deepEqual(countsOf(outcome, 'bijlagen'), { fresh: 0, changed: 0, gone: 2 })
      assert.deepEqual(await ask("select string_agg(naam, ',' order by id) as namen from categorie"), {
        namen: 'Ondernemers,Vereniging,Nieuw',
      })
      assert.deepEqual(countsOf(outcome, 'internetaken'), { fresh: 0, changed: 1, gone: 0 })
      assert.deepEqual(await ask('select count(*)::int as n from bijlage'), { n: 13 })
      assert.deepEqual(await ask('select count(*)::int as n from interne_taak_actor'), { n: 323 })
      assert.deepEqual(await ask("select sum(delta)::int as n from tally where collection = 'bijlage'"), { n: 13 })
      await isRemembered()
      assert.deepEqual(await actions('bijlage'), { opgenomen: 15, verwijderd: 2 })
      assert.deepEqual(await actions('categorie'), { opgenomen: 3, vervangen: 1 })
      // One task has another status, and one other actors.
      assert.deepEqual(await actions('interne_taak'), { opgenomen: 300, vervangen: 2 })
      // What is gone comes back: as another row, because the first one has ended.
      await importInto(register, from(t, text))
      await isRemembered()
      assert.deepEqual(await actions('bijlage'), { opgenomen: 17, verwijderd: 2 })
    })

    test('two rows may trade what only one may have', async (t) => {
      await importInto(register, from(t, text))
      const trade = changed(text, 'klantinteracties_klantcontact', (rows) =>
        rows.map((row) =>
          row.replace(
            /^(1|2)\t(\S+)\t(\S+)\t/,
            (_all, id, uuid, nummer) => `${id}\t${uuid}\t000000000${id === '1' ? 2 : 1}\t${nummer === '' ? '' : ''}`,
          ),
        ),
      )
      const outcome = await importInto(register, from(t, trade))
      assert.deepEqual(countsOf(outcome, 'klantcontacten'), { ...nothing, changed: 2 })
      assert.deepEqual(await ask("select string_agg(nummer, ',' order by id) as n from klantcontact where id < 3"), {
        n: '0000000002,0000000001',
      })
    })

    test('what was changed here goes back to what it is there; what was made here stays, and keeps its key', async (t) => {
      await importInto(register, from(t, text))
      await register.database.execute(
        `update categorie set naam = 'hier' where id = 1;
         insert into categorie (uuid, naam) values (gen_random_uuid(), 'van hier');
         insert into klantcontact (uuid, kanaal) values (gen_random_uuid(), 'hier')`,
      )
      assert.deepEqual(await ask("select id::int as id from categorie where naam = 'van hier'"), { id: 3 })
      // The source has a row with the key that was given here in the meantime.
      const next = changed(text, 'klantinteracties_categorie', (rows) => [
        ...rows,
        '3\t3f2504e0-4f89-41d3-9a0c-0305e82c3301\tNieuw',
        '4\t3f2504e0-4f89-41d3-9a0c-0305e82c3302\tNieuwer',
      ])
      const relations = changed(next, 'klantinteracties_categorierelatie', (rows) => [
        ...rows,
        '13\t3f2504e0-4f89-41d3-9a0c-0305e82c3303\t2025-01-01\t\\N\t4\t1',
      ])
      const outcome = await importInto(register, from(t, relations))
      assert.deepEqual(countsOf(outcome, 'categorieen'), { fresh: 2, changed: 1, gone: 0 })
      assert.deepEqual(await ask("select string_agg(naam, ',' order by id) as namen from categorie"), {
        namen: 'Ondernemer,Vereniging,van hier,Nieuw,Nieuwer',
      })
      assert.deepEqual(
        await ask('select naam from categorie c join categorie_relatie r on r.categorie_id = c.id where r.id = 13'),
        {
          naam: 'Nieuwer',
        },
      )
      assert.deepEqual(await ask("select count(*)::int as n from klantcontact where kanaal = 'hier'"), { n: 1 })
      // And once more: keys that were given behind the others are found again.
      assert.deepEqual(countsOf(await importInto(register, from(t, relations)), 'categorie-relaties'), nothing)
      assert.deepEqual(countsOf(await importInto(register, from(t, text)), 'categorieen'), { ...nothing, gone: 2 })
      assert.deepEqual(await ask('select count(*)::int as n from categorie'), { n: 3 })
    })

    test('a row that is gone there stays while an object that was made here refers to it', async (t) => {
      await importInto(register, from(t, text))
      await register.database.execute(
        'insert into bijlage (uuid, was_bijlage_van_klantcontact_id) values (gen_random_uuid(), 1499)',
      )
      // 1499 has no bijlage there; its betrokkenen and the like go with it.
      const isOf = (row: string): boolean => row.split('\t').includes('1499')
      let next = text
      for (const table of ['klantcontact', 'betrokkene', 'actorklantcontact', 'onderwerpobject'])
        next = changed(next, `klantinteracties_${table}`, (rows) => rows.filter((row) => !isOf(row)))
      const { found } = await importInto(register, from(t, next))
      assert.ok(
        found.some((line) => /^1 +klantcontacten uuid: referred \(kept although gone\)/.test(line)),
        found.join('\n'),
      )
      assert.deepEqual(await ask('select count(*)::int as n from klantcontact where id = 1499'), { n: 1 })
      assert.deepEqual(await ask('select count(*)::int as n from betrokkene where had_klantcontact_id = 1499'), {
        n: 0,
      })
      await register.database.execute('delete from bijlage where was_bijlage_van_klantcontact_id = 1499')
      assert.deepEqual(countsOf(await importInto(register, from(t, next)), 'klantcontacten'), { ...nothing, gone: 1 })
    })

    test('an object that was made here with what only one may have stops the import, and nothing is changed', async (t) => {
      await register.database.execute(
        "insert into klantcontact (uuid, nummer) values (gen_random_uuid(), '0000000001')",
      )
      const refused = await importInto(register, from(t, text)).catch((error: unknown) => error)
      assert.match(String(refused), /Objects that were made in this register .* Nothing was changed/)
      assert.deepEqual(await ask('select count(*)::int as n from klantcontact'), { n: 1 })
      assert.deepEqual(await ask('select count(*)::int as n from actor'), { n: 0 })
      await register.database.execute("update klantcontact set nummer = '1'")
      await importInto(register, from(t, text))
      assert.deepEqual(await ask('select count(*)::int as n from klantcontact'), { n: 1501 })
    })

    test('the same object, made here by other means, becomes what it is there', async (t) => {
      await register.database.execute(
        "insert into categorie (uuid, naam) values ('a9f7e979-65d6-cf79-9a52-9102a973b8b9', 'oud')",
      )
      const outcome = await importInto(register, from(t, text))
      assert.deepEqual(countsOf(outcome, 'categorieen'), { fresh: 1, changed: 1, gone: 0 })
    })

    test('a dry run says the same and leaves nothing', async (t) => {
      const trace = `select (select count(*) from klantcontact)::int as rows, (select count(*) from token)::int as tokens,
        (select count(*) from moved_in)::int as moved, (select count(*) from tally where collection = 'klantcontact' and delta <> 0)::int as tally,
        pg_sequence_last_value(pg_get_serial_sequence('klantcontact', 'id')::regclass)::text as key`
      const start = await ask(trace)
      const dry = await importInto(register, from(t, text), { dryRun: true, number: true, repair: true })
      assert.deepEqual(await ask(trace), start)
      const wet = await importInto(register, from(t, text), { number: true, repair: true })
      assert.deepEqual(wet, dry)
      const again = await importInto(register, from(t, text), { dryRun: true, number: true, repair: true })
      assert.deepEqual(countsOf(again, 'partijen'), nothing)
    })

    test('numbers stay absent unless they are asked for', async (t) => {
      const without = 'select count(*) filter (where nummer is null)::int as n, count(*)::int as rows from partij'
      await importInto(register, from(t, text))
      const before = await ask(without)
      assert.ok(Number(before.n) > 0)
      await emptied(register)
      await importInto(register, from(t, text), { number: true })
      assert.deepEqual(await ask(without), { ...before, n: 0 })
      const numbers = "select md5(string_agg(nummer, ',' order by id)) as all from partij"
      const given = await ask(numbers)
      const again = await importInto(register, from(t, text), { number: true })
      assert.deepEqual(countsOf(again, 'partijen'), nothing)
      assert.deepEqual(await ask(numbers), given)
    })

    test('what today’s rules refuse comes as it is and is listed; with repair, what can be is put right', async (t) => {
      const twice = changed(text, 'klantinteracties_internetakenactorenthoughmodel', (rows) => [
        ...rows,
        (rows[0] ?? '').replace(/^\d+/, '9999'),
      ])
      const { found } = await importInto(register, from(t, twice))
      assert.deepEqual(
        found.map((line) => line.replace(/:.*$/, '').replace(/ +/g, ' ')),
        [
          '400 partijen bezoekadres.postcode',
          '1 partijen voorkeursDigitaalAdres',
          '1 digitaleadressen isStandaardAdres',
          '1 internetaken toegewezenAanActoren',
        ],
      )
      assert.deepEqual(await ask('select bezoekadres_postcode as p from partij where id = 400'), { p: '1400AB' })
      assert.deepEqual(await ask('select voorkeurs_digitaal_adres_id::int as p from partij where id = 11'), { p: 12 })
      assert.deepEqual(await ask('select count(*)::int as n from interne_taak_actor'), { n: 325 })
      const repaired = await importInto(register, from(t, twice), { repair: true })
      assert.ok(repaired.found.every((line) => line.includes('(repaired)')))
      assert.deepEqual(await ask('select bezoekadres_postcode as p from partij where id = 400'), { p: '1400 AB' })
      assert.deepEqual(await ask('select voorkeurs_digitaal_adres_id::int as p from partij where id = 11'), { p: null })
      assert.deepEqual(await ask('select is_standaard_adres as p from digitaal_adres where id = 100001'), { p: false })
      assert.deepEqual(await ask('select count(*)::int as n from interne_taak_actor'), { n: 324 })
    })

    test('references to rows that are not in the source are cleared or left out, and listed', async (t) => {
      const next = changed(text, 'klantinteracties_klantcontact', (rows) =>
        rows.filter((row) => !row.startsWith('1500\t')),
      )
      const { found } = await importInto(register, from(t, next))
      const dangling = found.filter((line) => line.includes('dangling'))
      assert.ok(
        dangling.some((line) => line.includes('klantinteracties_betrokkene klantcontact_id: dangling (left out)')),
      )
      assert.ok(
        dangling.some((line) =>
          line.includes('klantinteracties_onderwerpobject klantcontact_id: dangling (cleared)'),
        ) || dangling.length >= 3,
      )
      assert.deepEqual(await ask('select count(*)::int as n from betrokkene where had_klantcontact_id = 1500'), {
        n: 0,
      })
    })

    test('tokens come along hashed, follow, or stay behind', async (t) => {
      await importInto(register, from(t, text), { withTokens: false })
      assert.deepEqual(await ask('select count(*)::int as n from token'), { n: 0 })
      await importInto(register, from(t, text))
      assert.deepEqual(
        await ask(
          "select string_agg(identifier || ' ' || application || ' ' || (hash = sha256('0123456789abcdef0123456789abcdef01234567'))::text, ',' order by id) as t from token",
        ),
        { t: 'kiss KISS true,open-inwoner Open Inwoner false' },
      )
      const rotated = changed(text, 'token_tokenauth', ([kiss = '']) => [
        kiss.replace(/\t\w{40}\t/, `\t${'c'.repeat(40)}\t`),
      ])
      await importInto(register, from(t, rotated))
      assert.deepEqual(
        await ask("select string_agg(identifier || ' ' || (revoked_at is null), ',' order by id) as t from token"),
        { t: 'kiss false,open-inwoner false,kiss true' },
      )
    })

    test('stale sub-records come along, and show again when the kind goes back', async (t) => {
      await importInto(register, from(t, text))
      assert.deepEqual(
        await ask(
          'select soort_partij as soort, is_persoon, is_organisatie, organisatie_naam as naam from partij where id = 7',
        ),
        { soort: 'persoon', is_persoon: true, is_organisatie: true, naam: 'Oude naam als organisatie' },
      )
    })
  })
}
