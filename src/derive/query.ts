/** From a query string to a question (behaviour.md §3). */
import { at, type Fault, WHOLE } from '../model/fault.ts'
import type { Filter } from '../model/filter.ts'
import { isWebAddress } from '../model/formats.ts'
import { dayText, isDay, isoDay } from '../model/kinds/date.ts'
import { isoMoment } from '../model/kinds/date-time.ts'
import { characterComplaints, strip } from '../model/kinds/text.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Expansion } from './rendering.ts'
import { PEILDATUM } from './tables.ts'
import { toUuid } from './uuid.ts'
import { likePattern, targetOf } from './where.ts'

export interface Asked {
  readonly filters: readonly { readonly name: string; readonly yes?: boolean }[]
  /** The value of each filter's slot. */
  readonly values: Readonly<Record<string, unknown>>
  readonly expansion: Expansion
  /** Rows a page; and which page: `undefined` is one that cannot exist. */
  readonly size: number
  readonly page: number | 'last' | undefined
  readonly faults: readonly Fault[]
  /** A filter whose value can match nothing. */
  readonly nothing: boolean
  /** Filters whose value is neither yes nor no, and which so ask nothing. */
  readonly ignored: readonly string[]
  /** The moment that is asked about; undefined: now. */
  readonly peildatum: string | undefined
}

const DEFAULT_SIZE = 100
const MAX_SIZE = 500

type Reading =
  | { readonly value: unknown }
  | { readonly yes: boolean }
  | { readonly wrong: readonly Omit<Fault, 'name'>[] }
  | 'ignored'
  | 'nothing'

const wrong = (reason: string, code = 'invalid'): Reading => ({ wrong: [{ code, reason }] })

const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900)

/** A day as forms take it: ISO, or day first with dashes or slashes. */
const formDay = (text: string): string | undefined => {
  const dutch = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
  if (dutch) {
    const [day, month, year] = [Number(dutch[1]), Number(dutch[3]), fullYear(dutch[4] ?? '')]
    return isDay(year, month, day) ? dayText(year, month, day) : undefined
  }
  return /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(text) ? isoDay(text.replaceAll('/', '-')) : undefined
}

const formMoment = (text: string): string | undefined => {
  const iso = isoMoment(text)
  if (iso !== undefined) return iso
  const parts = /^(\S+) (\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)$/.exec(text)
  const day = formDay(parts?.[1] ?? text)
  return day === undefined ? undefined : isoMoment(parts ? `${day}T${(parts[2] ?? '').padStart(5, '0')}` : day)
}

const readBoolean = (text: string): Reading => {
  const value = text.toLowerCase()
  if (value === 'true' || value === '1') return { yes: true }
  if (value === 'false' || value === '0') return { yes: false }
  return 'ignored'
}

const readUuid = (text: string): Reading => {
  const uuid = toUuid(strip(text))
  return uuid === undefined ? wrong('Voer een geldige UUID in.') : { value: uuid }
}

/** Of an address only the last segment counts; a host without a dot is fine (§7, 14). */
const readAddress = (text: string): Reading => {
  const given = strip(text)
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(given)
  if (!isWebAddress(hasScheme ? given : `http://${given.replace(/^\/\//, '')}`, hasScheme))
    return wrong('Voer een geldige URL in.')
  const uuid = toUuid(given.replace(/\/+$/, '').split('/').at(-1))
  return uuid === undefined ? 'nothing' : { value: uuid }
}

const readText = (text: string): Reading => {
  const given = strip(text)
  const found = characterComplaints(given)
  if (found.length > 0) return { wrong: found }
  return given === '' ? 'ignored' : { value: given }
}

const readValue = (register: Register, resource: Resource, filter: Filter, text: string): Reading => {
  if (filter.operator === 'exists' || filter.operator === 'filled') return readBoolean(text)
  if (filter.operator === 'address') return readAddress(text)
  const { column, leaf } = targetOf(register, resource, filter)
  if (column === 'uuid') return readUuid(text)
  switch (leaf?.filterValue) {
    case 'boolean':
      return readBoolean(text)
    case 'choice':
      if (filter.loose) return readText(text)
      return leaf.choices?.includes(text)
        ? { value: text }
        : wrong(`Selecteer een geldige keuze. ${text} is geen beschikbare keuze.`, 'invalid_choice')
    case 'date': {
      const day = formDay(strip(text))
      return day === undefined ? wrong('Voer een geldige datum in.') : { value: day }
    }
    case 'dateTime': {
      const moment = formMoment(strip(text))
      return moment === undefined ? wrong('Voer een geldige datum/tijd in.') : { value: moment }
    }
    default: {
      const reading = readText(text)
      if (typeof reading === 'string' || !('value' in reading)) return reading
      if (filter.operator === 'contains') return { value: likePattern(String(reading.value)) }
      return filter.operator === 'oneOf' ? { value: String(reading.value).split(',').map(strip) } : reading
    }
  }
}

export const readSize = (text: string | undefined): number => {
  const size = text !== undefined && /^\s*\+?\d+\s*$/.test(text) ? Number(text) : 0
  return size > 0 ? Math.min(size, MAX_SIZE) : DEFAULT_SIZE
}

export const readPage = (text: string | undefined): Asked['page'] => {
  if (text === undefined || text === '') return 1
  if (text === 'last') return 'last'
  const page = /^\s*\+?\d+\s*$/.test(text) ? Number(text) : 0
  return page > 0 && page < 1e15 ? page : undefined
}

/** A plus sign that was not encoded came as a space. */
const readPeildatum = (text: string | undefined): { moment?: string; faults?: Fault[] } => {
  if (text === undefined || text === '') return {}
  const moment = formMoment(strip(text).replace(/(T\S*) (\d{2}:?\d{2})$/, '$1+$2'))
  if (moment === undefined)
    return { faults: [at(PEILDATUM, { code: 'invalid', reason: 'Voer een geldige datum/tijd in.' })] }
  return { moment }
}

interface Tree {
  [field: string]: Tree
}

/** A path includes what it passes through. */
const readExpand = (resource: Resource, given: readonly string[]): { expansion: Expansion; faults: Fault[] } => {
  const expansion: Tree = {}
  const faults: Fault[] = []
  for (const path of given.flatMap((one) => one.split(','))) {
    if (path === '') continue
    if (!resource.expand?.includes(path)) {
      const reason = `Selecteer een geldige keuze. ${path} is geen beschikbare keuze.`
      faults.push({ name: 'expand', code: 'invalid_choice', reason })
      continue
    }
    let here = expansion
    for (const field of path.split('.')) here = here[field] ??= {}
  }
  return { expansion, faults: faults.slice(0, 1) }
}

/** What is said of parameters that a list does not take. */
export const unknownParameters = (names: readonly string[]): Fault =>
  at(WHOLE, { code: 'unknown-parameters', reason: `Onbekende query parameters: ${names.join(', ')}` })

/** Whether the list of a resource has a parameter of this name. */
export const isParameter = (resource: Resource, name: string): boolean =>
  name === 'page' ||
  name === 'pageSize' ||
  name === PEILDATUM ||
  (name === 'expand' && resource.expand !== undefined) ||
  Object.hasOwn(resource.filters ?? {}, name)

/** Reads the parameters of a list (`detail`: of one object, where filters and page are accepted and mean nothing). */
export const readQuery = (register: Register, resource: Resource, given: URLSearchParams, detail = false): Asked => {
  const filters: { name: string; yes?: boolean }[] = []
  const values: Record<string, unknown> = {}
  const faults: Fault[] = []
  const ignored: string[] = []
  let nothing = false
  const names = [...new Set(given.keys())]
  const unknown = names.filter((name) => !isParameter(resource, name)).sort()
  if (unknown.length > 0) faults.push(unknownParameters(unknown))
  else {
    for (const [name, filter] of Object.entries(detail ? {} : (resource.filters ?? {}))) {
      const text = names.includes(name) ? given.getAll(name).at(-1) : undefined
      if (text === undefined || text === '') continue
      const reading = readValue(register, resource, filter, text)
      if (reading === 'ignored') {
        if (strip(text) !== '') ignored.push(name)
      } else if (reading === 'nothing') nothing = true
      else if ('wrong' in reading) faults.push(...reading.wrong.map((complaint) => at(name, complaint)))
      else if ('yes' in reading) filters.push({ name, yes: reading.yes })
      else {
        filters.push({ name })
        values[name] = reading.value
      }
    }
  }
  const peildatum = unknown.length > 0 ? {} : readPeildatum(given.getAll(PEILDATUM).at(-1))
  const expand = unknown.length > 0 ? { expansion: {}, faults: [] } : readExpand(resource, given.getAll('expand'))
  return {
    filters,
    values,
    nothing,
    ignored,
    expansion: expand.expansion,
    faults: [...faults, ...(peildatum.faults ?? []), ...expand.faults],
    peildatum: peildatum.moment,
    size: readSize(given.getAll('pageSize').at(-1)),
    page: readPage(given.getAll('page').at(-1)),
  }
}
