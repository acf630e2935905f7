/** Asks two servers the same, and tells where their answers are not: objects, pages of lists, filters. */
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** Asks for a path such as `/klantinteracties/api/v1/partijen?page=2`. */
export type Ask = (path: string) => Promise<Answer>

export interface AnswerDifference {
  readonly path: string
  /** The first place in the answer, as a JSON pointer; `status` for the whole. */
  readonly at: string
}

export interface AnswersCompared {
  readonly asked: number
  readonly differences: readonly AnswerDifference[]
}

export interface Comparing {
  readonly register: Register
  readonly there: Ask
  readonly here: Ask
  /** Objects of each collection to ask for. */
  readonly objects: number
  /** Numbers that were given here are no difference. */
  readonly number: boolean
  readonly progress: (collection: string, done: number, total: number) => void
}

type Shown = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const BASE = /^https?:\/\/.*?(?=\/(?:klantinteracties|contactgegevens)\/api\/v1\/)/

/** Addresses without their host, and lists in which no order was promised in one order (behaviour.md §1.0). */
const comparable = (value: unknown, ordered: ReadonlySet<string>, key = ''): unknown => {
  if (typeof value === 'string') return value.replace(BASE, '')
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable(item, ordered))
    if (ordered.has(key) || !items.every((item) => isObject(item) && 'uuid' in item)) return items
    return items.toSorted((one, other) => String((one as Shown).uuid).localeCompare(String((other as Shown).uuid)))
  }
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, comparable(item, ordered, name)]))
}

/** Pointers to what differs. */
const pointers = (there: unknown, here: unknown, at = ''): string[] => {
  if (Array.isArray(there) && Array.isArray(here)) {
    if (there.length !== here.length) return [`${at}/length`]
    return there.flatMap((item, index) => pointers(item, here[index], `${at}/${index}`))
  }
  if (isObject(there) && isObject(here)) {
    const names = new Set([...Object.keys(there), ...Object.keys(here)])
    return [...names].flatMap((name) => pointers(there[name], here[name], `${at}/${name}`))
  }
  return there === here ? [] : [at === '' ? '/' : at]
}

const valueAt = (object: Shown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), object)

/** Filters on values of the object itself, each with the value that this object has. Those behind a reference join rows. */
const questionsAbout = (resource: Resource, object: Shown): string[] =>
  Object.entries(resource.filters ?? {}).flatMap(([name, { path, operator }]) => {
    if (operator !== 'is' || /adresregel/i.test(name)) return []
    const value = valueAt(object, path)
    if (!['string', 'number', 'boolean'].includes(typeof value) || value === '') return []
    return [new URLSearchParams({ [name]: String(value), pageSize: '20' }).toString()]
  })

const resultsOf = ({ body }: Answer): readonly Shown[] =>
  isObject(body) && Array.isArray(body.results) ? (body.results as readonly Shown[]) : []

const withoutLinks = ({ status, body }: Answer): unknown => {
  if (!isObject(body) || !('results' in body)) return { status, body }
  return { status, count: body.count, results: body.results }
}

const compareCollection = async (comparing: Comparing, resource: Resource): Promise<AnswersCompared> => {
  const { there, here, objects, number } = comparing
  const base = `/${resource.api}/api/v1/${resource.path}`
  const ordered = new Set(['results'])
  for (const [key, field] of Object.entries(resource.fields)) if (field.kind === 'ordered') ordered.add(key)
  const shape = (answer: Answer): unknown => comparable(withoutLinks(answer), ordered)
  const differences: AnswerDifference[] = []
  let asked = 0
  const compare = async (path: string): Promise<Answer> => {
    asked += 1
    const [one, other] = await Promise.all([there(path), here(path)])
    const found = one.status === other.status ? pointers(shape(one), shape(other)) : ['status']
    const [at] = found.filter((pointer) => !number || !pointer.endsWith('/nummer'))
    if (at !== undefined) differences.push({ path, at })
    return one
  }
  const first = await compare(`${base}?pageSize=100`)
  const last = await compare(`${base}?pageSize=100&page=last`)
  const sample = [...resultsOf(first), ...resultsOf(last)]
  const step = Math.max(1, Math.floor(sample.length / objects))
  const chosen = sample.filter((_object, index) => index % step === 0).slice(0, objects)
  for (const { uuid } of chosen) await compare(`${base}/${uuid}`)
  const questions = new Set(chosen.slice(0, 5).flatMap((object) => questionsAbout(resource, object)))
  for (const question of questions) await compare(`${base}?${question}`)
  return { asked, differences }
}

export const compareAnswers = async (comparing: Comparing): Promise<AnswersCompared> => {
  const { resources } = comparing.register
  const differences: AnswerDifference[] = []
  let asked = 0
  for (const [index, resource] of resources.entries()) {
    comparing.progress(resource.path, index, resources.length)
    const one = await compareCollection(comparing, resource)
    asked += one.asked
    differences.push(...one.differences)
  }
  return { asked, differences }
}
