/** Each answer that shows or changes data of people leaves one line for each of them. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createToken } from '../../src/features/tokens/tokens.ts'
import { isAboutPeople } from '../../src/derive/subjects.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { eventually } from '../faults/support/eventually.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { allLines, type LogLine, linesOf, newTrace, PARENT, peopleIn, traceparent } from './support/lines.ts'

const directory = mkdtempSync(join(tmpdir(), 'lines-'))
after(() => rmSync(directory, { recursive: true, force: true }))

const [partij, klantcontact, betrokkene] = ['partij', 'klantcontact', 'betrokkene'].map((name) =>
  declared.get(name),
) as [Resource, Resource, Resource]

const settings = () => ({
  VERWERKINGENLOG: 'tabel',
  VERWERKINGENLOG_DIR: directory,
  VERWERKINGSACTIVITEITEN: JSON.stringify([
    {
      activiteit: 'https://gemeente.example/verwerkingen/7',
      doel: 'Klachten behandelen',
      routes: ['* /klantinteracties/api/v1/klantcontacten*'],
      clients: ['klachten'],
    },
  ]),
})

onBothDatabases((register) => {
  /** Sends a request; answers its answer and its lines. */
  const asked = async (method: string, path: string, body?: unknown, token = register().token) => {
    const trace = newTrace()
    const answer = await fetch(path.startsWith('http') ? path : register().base + path, {
      method,
      headers: {
        ...traceparent(trace),
        authorization: `Token ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const lines = () => linesOf(register().database, trace)
    return { status: answer.status, trace, lines, body: (text === '' ? undefined : JSON.parse(text)) as Shown }
  }

  const keyOf = async ({ table }: Resource, { uuid }: { readonly uuid: string }): Promise<string> => {
    const [row] = await register().database.query({ text: `select id from ${table} where uuid = $1`, values: [uuid] })
    return `${table}:${row?.id}`
  }

  /** Two partijen that took part in one contact, and someone who is no partij. */
  const contact = async () => {
    const { make } = samplesIn(register())
    const made = await make(klantcontact)
    const [one, other] = [await make(partij), await make(partij)]
    const hadKlantcontact = { uuid: made.uuid }
    for (const who of [one, other]) await make(betrokkene, { set: { hadKlantcontact, wasPartij: { uuid: who.uuid } } })
    const stranger = await make(betrokkene, { set: { hadKlantcontact, wasPartij: null } })
    const people = [await keyOf(partij, one), await keyOf(partij, other), await keyOf(betrokkene, stranger)].sort()
    return { made, one, other, stranger, people }
  }

  test('a dispute is about whom it is of', async () => {
    const { made, one, people } = await contact()
    const [took] = (await register().read(klantcontact, made.uuid)).hadBetrokkenen as Shown[]
    const path = pathOf(klantcontact, made.uuid)
    const given = { betrokkene: { uuid: took?.uuid }, toelichting: 'niet waar' }
    const disputed = await asked('POST', `${path}/betwisten`, given)
    assert.equal(disputed.status, 201)
    const person = await keyOf(partij, one)
    // It is a change of the contact.
    assert.deepEqual(peopleIn(await disputed.lines()), people)
    for (const address of [disputed.body.url, `${path}/betwistingen`, '/klantinteracties/api/v1/betwistingen']) {
      assert.deepEqual(peopleIn(await (await asked('GET', address)).lines()), [person], address)
    }
  })

  test('one object: a line for each partij, and for a betrokkene who is none', async () => {
    const { made, people } = await contact()
    const { lines } = await asked('GET', pathOf(klantcontact, made.uuid))
    const found = await lines()
    assert.deepEqual(peopleIn(found), people)
    for (const line of found) {
      assert.equal(line.object, made.uuid)
      assert.equal(line.status, 200)
      assert.equal(line.operation, 'GET /klantinteracties/api/v1/klantcontacten/{id}')
      assert.equal(line.kind, 'token')
      assert.equal(line.name, 'alles')
    }
    const [first] = found.filter(({ parent }) => parent === PARENT)
    assert.ok(first, 'the request itself continues the trace of the caller')
    const children = found.filter((line) => line !== first)
    assert.ok(children.length === 2 && children.every(({ parent }) => parent === first.span))
    assert.equal(new Set(found.map(({ span }) => span)).size, 3, 'each line is a step of its own')
  })

  test('a list with expansions: each partij in it once', async () => {
    const first = await contact()
    const second = await contact()
    const path = `${pathOf(klantcontact)}?expand=hadBetrokkenen.wasPartij,leiddeTotInterneTaken,hadBetrokkenen.digitaleAdressen&pageSize=2`
    const found = await (await asked('GET', path)).lines()
    assert.deepEqual(peopleIn(found), [...first.people, ...second.people].sort())
    assert.ok(found.every(({ object }) => object === null))
  })

  test('what an expansion shows of others is about them too', async () => {
    const { one, people } = await contact()
    const path = pathOf(partij, one.uuid)
    assert.deepEqual(peopleIn(await (await asked('GET', path)).lines()), [await keyOf(partij, one)])
    const expanded = await asked('GET', `${path}?expand=betrokkenen.hadKlantcontact`)
    assert.deepEqual(peopleIn(await expanded.lines()), people)
  })

  test('a search without a hit, and an object that is not there', async () => {
    const search = await asked('GET', `${pathOf(partij)}?partijIdentificator__objectId=999990007`)
    const [line, ...more] = await search.lines()
    assert.deepEqual([line?.person, line?.object, line?.status, more], [null, null, 200, []])
    const absent = await asked('GET', pathOf(partij, '00000000-0000-4000-8000-000000000000'))
    assert.equal(absent.status, 404)
    assert.deepEqual(
      (await absent.lines()).map(({ person, status }) => [person, status]),
      [[null, 404]],
    )
    assert.doesNotMatch(JSON.stringify(await allLines(register().database)), /999990007/)
  })

  test('what is about nobody, and what was refused, leaves none', async () => {
    const paths = ['/klantinteracties/api/v1/actoren', '/klantinteracties/api/v1/categorieen', '/_healthz/readyz/']
    const traces: string[] = []
    for (const path of paths) traces.push((await asked('GET', path)).trace)
    traces.push((await asked('OPTIONS', pathOf(partij))).trace)
    traces.push((await asked('GET', `${pathOf(partij)}?soortPartij=onbekend`)).trace)
    traces.push((await asked('GET', pathOf(partij), undefined, 'nobody')).trace)
    traces.push((await asked('POST', pathOf(partij), {})).trace)
    await (await asked('GET', pathOf(partij))).lines()
    const found = await allLines(register().database)
    assert.deepEqual(
      found.filter(({ trace }) => traces.includes(trace)),
      [],
    )
  })

  test('every resource that is about people, each way to change it', async () => {
    const { make, body } = samplesIn(register())
    for (const resource of (resources as readonly Resource[]).filter(isAboutPeople)) {
      const created = await asked('POST', pathOf(resource), await body(resource, { all: true }))
      assert.equal(created.status, 201, resource.name)
      const { uuid } = created.body
      const shown = await asked('GET', pathOf(resource, uuid))
      const inList = await asked('GET', `${pathOf(resource)}?pageSize=1`)
      const past = await asked('GET', `${pathOf(resource, uuid)}?peildatum=${new Date().toISOString()}`)
      const history = await asked('GET', `${pathOf(resource, uuid)}/historie`)
      const removed = await asked('DELETE', pathOf(resource, uuid))
      assert.equal(removed.status, 204)
      const wanted = peopleIn(await shown.lines())
      for (const [how, one] of Object.entries({ created, inList, past, history, removed })) {
        assert.deepEqual(peopleIn(await one.lines()), wanted, `${resource.name} ${how}`)
      }
    }
    const tied = await make(declared.get('rekeningnummer'), { all: true })
    assert.match(peopleIn(await (await asked('GET', tied.url)).lines()).join(), /^partij:\d+$/)
  })

  test('who loses something is in it as well as who gets it', async () => {
    const { make } = samplesIn(register())
    const { one, other, made } = await contact()
    const tied = await make(betrokkene, {
      set: { hadKlantcontact: { uuid: made.uuid }, wasPartij: { uuid: one.uuid } },
    })
    const moved = await asked('PATCH', pathOf(betrokkene, tied.uuid), { wasPartij: { uuid: other.uuid } })
    assert.deepEqual(peopleIn(await moved.lines()), [await keyOf(partij, one), await keyOf(partij, other)].sort())
    const gone = await asked('DELETE', pathOf(partij, other.uuid))
    assert.equal(gone.status, 204)
    const keys = peopleIn(await gone.lines())
    assert.equal(keys.length, 1, 'its betrokkenen were the same one')
  })

  test('maak-klantcontact and the thread of a contact', async () => {
    const { one, made, people } = await contact()
    const given: Body = {
      klantcontact: { kanaal: 'telefoon', onderwerp: 'vraag', taal: 'nld', vertrouwelijk: false },
      betrokkene: { wasPartij: { uuid: one.uuid }, rol: 'klant', initiator: true },
      onderwerpobject: { wasKlantcontact: { uuid: made.uuid } },
    }
    const answer = await asked('POST', '/klantinteracties/api/v1/maak-klantcontact', given)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.deepEqual(peopleIn(await answer.lines()), people, 'the contact that it answers is shown as well')
    const later = (answer.body as unknown as { klantcontact: Shown }).klantcontact
    assert.deepEqual(peopleIn(await (await asked('GET', `${pathOf(klantcontact, later.uuid)}/keten`)).lines()), people)
  })

  test('a search in a body, and an answer that is given again', async () => {
    const { people, made, one } = await contact()
    const search = await asked('POST', `${pathOf(klantcontact)}/_zoek`, { hadBetrokkene__wasPartij__uuid: one.uuid })
    assert.equal(search.status, 200, JSON.stringify(search.body))
    assert.deepEqual(peopleIn(await search.lines()), people)
    const given = {
      hadKlantcontact: { uuid: made.uuid },
      wasPartij: { uuid: one.uuid },
      rol: 'klant',
      initiator: false,
    }
    for (const isAgain of [false, true]) {
      const trace = newTrace()
      const answer = await fetch(register().base + pathOf(betrokkene), {
        method: 'POST',
        headers: {
          ...traceparent(trace),
          authorization: `Token ${register().token}`,
          'content-type': 'application/json',
          'idempotency-key': 'een-keer',
        },
        body: JSON.stringify(given),
      })
      assert.equal(answer.status, 201, await answer.text())
      assert.equal(answer.headers.get('idempotent-replayed'), isAgain ? 'true' : null)
      assert.deepEqual(peopleIn(await linesOf(register().database, trace)), [await keyOf(partij, one)])
    }
  })

  test('for what it was, as the municipality says, or as the route is', async () => {
    const { database } = register()
    const { made } = await contact()
    const scopes = ['klantcontacten.lezen', 'partijen.lezen']
    const [klachten, balie] = [
      await createToken(database, 'klachten', { scopes }),
      await createToken(database, 'balie', { scopes }),
    ]
    const purposes = async (path: string, token: string) => {
      const answer = await eventually(async () => {
        const one = await asked('GET', path, undefined, token)
        assert.notEqual(one.status, 401, 'the token is not known yet')
        return one
      })
      const [line] = await answer.lines()
      return [line?.activity, line?.purpose]
    }
    const path = pathOf(klantcontact, made.uuid)
    assert.deepEqual(await purposes(path, klachten), ['https://gemeente.example/verwerkingen/7', 'Klachten behandelen'])
    assert.deepEqual(await purposes(path, balie), [
      'urn:klantinteracties:verwerking:klantcontacten.lezen',
      'Contacten met de gemeente vastleggen en beantwoorden',
    ])
    const [activity] = await purposes(pathOf(partij), klachten)
    assert.equal(activity, 'urn:klantinteracties:verwerking:partijen.lezen')
  })

  test('without a traceparent the transaction of FSC is the trace, and else there is a new one', async () => {
    const { database, base, token } = register()
    const fsc = '0190f2a4-7b5c-7d3e-8f10-2a3b4c5d6e7f'
    const headers = { authorization: `Token ${token}` }
    await fetch(base + pathOf(partij), { headers: { ...headers, 'fsc-transaction-id': fsc } })
    const [line] = await linesOf(database, fsc.replaceAll('-', ''))
    assert.equal(line?.parent, null)
    const seen = new Set((await allLines(database)).map(({ trace }) => trace))
    await fetch(base + pathOf(partij), { headers: { ...headers, traceparent: `00-${'0'.repeat(32)}-${PARENT}-01` } })
    await (await asked('GET', pathOf(partij))).lines()
    const made = (await allLines(database)).filter(({ trace }) => !seen.has(trace))
    assert.ok(made.every(({ trace }) => /^[0-9a-f]{32}$/.test(trace) && !/^0+$/.test(trace)))
    assert.equal(new Set(made.map(({ trace }) => trace)).size, 2)
  })

  test('no name, number or text of anyone is in it', async () => {
    const { database } = register()
    const { make } = samplesIn(register())
    const secret = { achternaam: 'Geheimzinnig', voornaam: 'Gerda', voorletters: 'G', voorvoegselAchternaam: '' }
    const made = await make(partij, {
      set: {
        soortPartij: 'persoon',
        partijIdentificatie: { contactnaam: secret },
        partijIdentificatoren: [
          {
            partijIdentificator: {
              codeObjecttype: 'natuurlijk_persoon',
              codeSoortObjectId: 'bsn',
              objectId: '999996356',
              codeRegister: 'brp',
            },
          },
        ],
      },
    })
    await (await asked('GET', `${pathOf(partij)}?partijIdentificator__objectId=999996356`)).lines()
    await (await asked('GET', pathOf(partij, made.uuid))).lines()
    const tables = ['verwerking', 'verwerking_kader', 'verwerking_sleutel', 'verwerking_bron']
    const text = tables.map((table) => `select string_agg(t::text, '') as text from ${table} t`).join(' union all ')
    const everything = JSON.stringify(await database.query({ text, values: [] }))
    assert.ok(everything.length > 1000)
    assert.doesNotMatch(everything, /Geheimzinnig|Gerda|999996356/)
    const key = await keyOf(partij, made)
    assert.ok((await allLines(database)).some(({ person }: LogLine) => person === key))
  })
}, settings)
