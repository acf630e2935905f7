/** What is wrong with a line of an archive: its form, not the rules of the register, which old rows may not meet. */
import { isObject } from '../../model/wire-text.ts'
import { formatOf, isUuid } from './formats.ts'
import { type Cell, isListing, isPlaced, type Member, membersOf, POSITION, type Shelf } from './shelf.ts'

const cellFault = ({ sqlType, nullable, to }: Cell, value: unknown): string | undefined => {
  if (value === null) return nullable ? undefined : 'may not be null'
  if (to !== undefined) return isUuid(value) ? undefined : 'must be a uuid'
  const { fits, is } = formatOf(sqlType)
  return fits(value) ? undefined : `must be ${is}`
}

const listFault = (value: unknown): string | undefined =>
  Array.isArray(value) && value.every(isUuid) ? undefined : 'must be a list of uuids'

const mustBeGiven = (own: Cell): boolean => !own.nullable && own.initial === undefined

const faultsAt = (members: readonly Member[], value: unknown, at: string, others: readonly string[] = []): string[] => {
  if (!isObject(value)) return [`${at === '' ? 'the line' : at} must be an object`]
  const under = (name: string): string => (at === '' ? name : `${at}.${name}`)
  const known = new Set([...members.map(({ name }) => name), ...others])
  const strange = Object.keys(value).filter((key) => !known.has(key))
  return [
    ...strange.map((key) => `${under(key).slice(0, 100)} is not known`),
    ...members.flatMap((member) => memberFaults(member, value[member.name], under(member.name))),
  ]
}

const memberFaults = ({ own, members }: Member, value: unknown, path: string): string[] => {
  // A line of an older program may lack what was added since.
  if (value === undefined) return own !== undefined && !isListing(own) && mustBeGiven(own) ? [`${path} is missing`] : []
  if (own === undefined) return faultsAt(members, value, path)
  if (isListing(own)) return told(path, listFault(value))
  if (own.opens) return value === null || value === false ? [] : faultsAt(members, value, path)
  return told(path, cellFault(own, value))
}

const told = (path: string, fault: string | undefined): string[] => (fault === undefined ? [] : [`${path} ${fault}`])

/** Answers what is wrong with a line; values are not repeated. */
export const checkOf = (shelf: Shelf): ((line: unknown) => string[]) => {
  const members = membersOf(shelf)
  return (line) => {
    if (!isPlaced(shelf)) return faultsAt(members, line, '')
    const found = faultsAt(members, line, '', [POSITION])
    const position = isObject(line) ? line[POSITION] : undefined
    const right = position === undefined || (Number.isSafeInteger(position) && Number(position) > 0)
    return right ? found : [...found, `${POSITION} must be a whole number above 0`]
  }
}
