/** What the register answered at a moment, it answers again when it is asked about that moment. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { nextVersion } from '../../src/derive/versions.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { Shape } from '../../src/sql/sql.ts'
import { type Answer, type Body, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { rich, richContact } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'

/** Numbers between 0 and 1, the same each time. */
const dice = (seed: number) => () => {
  seed = (seed * 1103515245 + 12345) % 2 ** 31
  return seed / 2 ** 31
}

const ALL = resources as readonly Resource[]
const now = async (register: TestRegister): Promise<string> => {
  const [row] = await register.database.query({
    text: `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    values: [],
  })
  return String(row?.now)
}

/** Every value that answers show, by the name that stands before it. */
const collectValues = (value: unknown, name: string, found: Map<string, Set<string>>): void => {
  if (Array.isArray(value)) for (const one of value) collectValues(one, name, found)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) collectValues(one, key, found)
  else if (value !== null && value !== '') found.set(name, (found.get(name) ?? new Set()).add(String(value)))
}

/** Questions about all that there is: lists, each filter with values that occur, objects with all they include. */
const questionsOf = async (register: TestRegister, random: () => number): Promise<string[]> => {
  const questions: string[] = []
  const seen = new Map<string, Set<string>>()
  const uuids = new Map<Resource, string[]>()
  for (const resource of ALL) {
    const { results } = await register.list(resource, { pageSize: '500' })
    collectValues(results, '', seen)
    uuids.set(
      resource,
      results.map(({ uuid }) => uuid),
    )
  }
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? 'niets'
  for (const resource of ALL) {
    const expand = resource.expand ? `expand=${resource.expand.join(',')}` : ''
    questions.push(`${pathOf(resource)}?pageSize=2&page=last`, `${pathOf(resource)}?${expand}`)
    for (const [name, { path, operator }] of Object.entries(resource.filters ?? {})) {
      const last = path.split('.').at(-1) ?? ''
      const value = pick([...(seen.get(last) ?? [])])
      const asked = operator === 'exists' || operator === 'filled' ? ['true', 'false'] : [value]
      if (random() < 0.5) continue
      for (const one of asked) {
        const text = operator === 'address' ? `https://x.example.nl/${pick([...(seen.get('uuid') ?? [])])}` : one
        questions.push(`${pathOf(resource)}?${new URLSearchParams({ [name]: text })}`)
      }
    }
    for (const uuid of uuids.get(resource) ?? [])
      if (random() < 0.3) questions.push(`${pathOf(resource, uuid)}?${expand}`)
  }
  return questions
}

const told = ({ status, body }: Answer): unknown => {
  if (status === 200)
    return JSON.parse(JSON.stringify(body), (key, value) => (key === 'next' || key === 'previous' ? !!value : value))
  return status === 400
    ? (body as { invalidParams: readonly { name: string }[] }).invalidParams.map(({ name }) => name)
    : status
}

/** Changes or removes something that is there. */
const shake = async (register: TestRegister, random: () => number): Promise<void> => {
  const { body, make } = samplesIn(register)
  const resource = ALL[Math.floor(random() * ALL.length)] as Resource
  const { results } = await register.list(resource)
  const one = results[Math.floor(random() * results.length)]
  const act = random()
  if (!one || act < 0.2) await make(resource, { all: random() < 0.5, n: Math.floor(random() * 5) })
  else if (act < 0.35) await register.send('DELETE', pathOf(resource, one.uuid))
  else {
    const given = await body(resource, { all: true, n: Math.floor(random() * 5) })
    await register.send(act < 0.7 ? 'PUT' : 'PATCH', pathOf(resource, one.uuid), given)
  }
}

/** Writes the next version of these actoren. */
const versionOf = (rows: readonly Record<string, unknown>[]) => {
  const about = { 'versie:door': 'test', 'versie:soort': 'system', 'versie:toepassing': null, 'versie:verzoek': null }
  const ids = rows.map(({ id }) => id)
  const values = { ...about, 'versie:reden': null, 'versie:actie': 'gewijzigd', ids }
  return new Shape(nextVersion(declared.get('actor'))).with(values)
}

onBothDatabases((register) => {
  before(async () => {
    await rich(samplesIn(register()))
    await richContact(samplesIn(register()))
  })

  test('the past answers as it did, after a random sequence of writes', async () => {
    const random = dice(1)
    const remembered: { moment: string; question: string; answer: unknown }[] = []
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 12; count++) await shake(register(), random)
      const answers: [string, unknown][] = []
      for (const question of await questionsOf(register(), random))
        answers.push([question, told(await register().send('GET', question))])
      const moment = await now(register())
      for (const [question, answer] of answers) remembered.push({ moment, question, answer })
    }
    for (let count = 0; count < 12; count++) await shake(register(), random)
    for (const { moment, question, answer } of remembered) {
      const then = await register().send('GET', `${question}${question.endsWith('?') ? '' : '&'}peildatum=${moment}`)
      assert.deepEqual(told(then), answer, `${question} at ${moment}`)
    }
  })

  for (const resource of ALL) {
    test(`${resource.name} · before it was made it is not there, after it was removed it was`, async () => {
      const { make, body } = samplesIn(register())
      const early = await now(register())
      const made = await make(resource, { all: true })
      const path = pathOf(resource, made.uuid)
      const first = (await register().send('GET', path)).body as Shown
      const between = await now(register())
      const other = await body(resource, { all: true, n: 1 })
      await register().change(resource, made.uuid, other)
      await register().send('DELETE', path)
      const late = await now(register())
      const at = (moment: string) => register().send('GET', `${path}?peildatum=${moment}`)
      assert.equal((await at(early)).status, 404)
      assert.deepEqual((await at(between)).body, first)
      assert.equal((await at(late)).status, 404)
      assert.equal((await register().send('GET', path)).status, 404)
    })
  }

  test('a moment that is not past, or none, is refused', async () => {
    const path = pathOf(declared.get('actor'))
    for (const [value, code] of [
      ['2999-01-01', 'niet-verleden'],
      ['gisteren', 'invalid'],
    ]) {
      const faults = await register().refused('GET', `${path}?peildatum=${value}`)
      assert.deepEqual(
        faults.map(({ name, code }) => [name, code]),
        [['peildatum', code]],
      )
    }
  })

  test('before history began nothing is known, and that is said', async () => {
    const { uuid } = await samplesIn(register()).make(declared.get('actor'))
    for (const path of [pathOf(declared.get('actor'))]) {
      const { status, body } = await register().send('GET', `${path}?peildatum=2020-01-01T00:00:00%2B01:00`)
      assert.deepEqual([status, (body as Body).code], [404, 'geen-historie'])
    }
    // As if it had been there when history began.
    await register().database.execute(
      `update actor_versie set versie_actie = 'opgenomen' where uuid = '${uuid}'; update historie_begin set moment = '2019-01-01'`,
    )
    const { status, body } = await register().send('GET', `${pathOf(declared.get('actor'), uuid)}?peildatum=2020-01-01`)
    assert.deepEqual([status, (body as Body).code], [404, 'geen-historie'])
    assert.equal((await register().list(declared.get('actor'), { peildatum: '2020-01-01' })).count, 0)
  })

  test('a version never lies before the one that it follows', async () => {
    const { database } = register()
    const { uuid } = await samplesIn(register()).make(declared.get('actor'))
    const work = database.transaction(async (tx) => {
      await tx.query({ text: 'select historie_moment(null)', values: [] })
      // Somebody else is quicker.
      await register().change(declared.get('actor'), uuid, { naam: 'ander' })
      const rows = await tx.query({ text: 'select id::text from actor where uuid = $1 for update', values: [uuid] })
      await tx.query(versionOf(rows))
    })
    await assert.rejects(work, (error: Error & { code?: string }) => error.code === '40001')
  })

  test('who writes when the past is asked about is waited for', async () => {
    const { database } = register()
    const { make } = samplesIn(register())
    const { uuid } = await make(declared.get('actor'))
    let moment = ''
    let asking: Promise<Answer> | undefined
    await database.transaction(async (tx) => {
      // Takes its moment, and commits long after that.
      const text = 'update actor set naam = $1 where uuid = $2 returning id::text'
      const rows = await tx.query({ text, values: ['later bekend', uuid] })
      await tx.query(versionOf(rows))
      moment = await now(register())
      asking = register().send('GET', `${pathOf(declared.get('actor'), uuid)}?peildatum=${moment}`)
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    const first = (await asking)?.body as Shown
    assert.equal(first.naam, 'later bekend')
    const again = await register().send('GET', `${pathOf(declared.get('actor'), uuid)}?peildatum=${moment}`)
    assert.deepEqual(again.body, first)
  })
})
