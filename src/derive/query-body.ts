/** The question of a list in a body: the names of its parameters as members, so that no value stands in an address. */
import { at, type Complaint, complaints, type Fault, WHOLE } from '../model/fault.ts'
import type { Resource } from '../model/resource.ts'
import { isObject, typeName, WireNumber } from '../model/wire-text.ts'
import { isParameter, unknownParameters } from './query.ts'

const unknownMember: Complaint = { code: 'unknown-parameters', reason: 'De lijst heeft geen parameter van deze naam.' }

/** Whether several values may be given: with commas in a query string, as a list in a body. */
const takesMany = (resource: Resource, name: string): boolean =>
  name === 'expand' || resource.filters?.[name]?.operator === 'oneOf'

/** As it would be written in a query string. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  if (value instanceof WireNumber) return value.isInteger ? value.text : undefined
  return typeof value === 'boolean' || Number.isInteger(value) ? String(value) : undefined
}

/** The texts of a member, or what is wrong with it. */
const textsOf = (resource: Resource, name: string, value: unknown): string[] | Fault[] => {
  if (!isParameter(resource, name)) return [at(name, unknownMember)]
  if (value === null) return [at(name, complaints.null)]
  if (!Array.isArray(value) || !takesMany(resource, name)) {
    const text = textOf(value)
    if (text === undefined) return [at(name, complaints.notText)]
    return name === 'pageSize' && text !== '' && !/^0*[1-9]\d*$/.test(text) ? [at(name, complaints.notInteger)] : [text]
  }
  const texts = value.map(textOf)
  const faults = texts.flatMap((text, index) => (text === undefined ? at(`${name}.${index}`, complaints.notText) : []))
  return faults.length > 0 ? faults : [texts.join(',')]
}

/** What may stand in the address: where in the answer one is, and nothing that was asked. */
const PAGING = ['page', 'pageSize']

export interface QueryBody {
  /** The parameters of the list. */
  readonly given: URLSearchParams
  /** Those of them that its page links hold. */
  readonly paging: URLSearchParams
  readonly faults: readonly Fault[]
}

/** `query`: of the address; a page that it names goes before one in the body, so that links lead on with the same body. */
export const readQueryBody = (resource: Resource, body: unknown, query: URLSearchParams): QueryBody => {
  const given = new URLSearchParams()
  const faults: Fault[] = []
  const strange = [...new Set(query.keys())].filter((name) => !PAGING.includes(name)).sort()
  if (strange.length > 0) faults.push(unknownParameters(strange))
  if (!isObject(body)) faults.push(at(WHOLE, complaints.notAnObject(typeName(body))))
  for (const [name, value] of Object.entries(isObject(body) ? body : {})) {
    for (const found of textsOf(resource, name, value)) {
      if (typeof found === 'string') given.set(name, found)
      else faults.push(found)
    }
  }
  for (const name of PAGING) {
    const last = query.getAll(name).at(-1)
    if (last !== undefined) given.set(name, last)
  }
  const size = given.get('pageSize')
  return { given, paging: new URLSearchParams(size === null ? {} : { pageSize: size }), faults }
}
