/** Bodies that the register accepts, made from the declarations. What they refer to is made first. */
import type { Leaf } from '../../src/model/kinds/field.ts'
import type { AnyField, Resource } from '../../src/model/resource.ts'
import { declared } from '../../src/resources/index.ts'
import type { Body, Shown, TestRegister } from './register.ts'

export { declared }

export interface SampleOptions {
  /** Optional fields as well; by default only what is required. */
  readonly all?: boolean
  /** Tells one body from another: values of different numbers differ. */
  readonly n?: number
  /** Members that are to be as given. */
  readonly set?: Body
}

let count = 0

const digits = (value: number, length: number): string => String(value).padStart(length, '0')

/** A BSN of the range that is given to nobody. */
const bsn = (n: number): string => {
  const start = `999${digits(n % 100_000, 5)}`
  const sum = [...start].reduce((total, digit, index) => total + Number(digit) * (9 - index), 0)
  // The last digit counts for −1; where that would be ten, another number must do.
  return sum % 11 === 10 ? bsn(n + 1) : start + (sum % 11)
}

const identification = (n: number): Body =>
  n % 2 === 0
    ? {
        codeObjecttype: 'natuurlijk_persoon',
        codeSoortObjectId: 'bsn',
        objectId: bsn(7 * ++count),
        codeRegister: 'brp',
      }
    : {
        codeObjecttype: 'niet_natuurlijk_persoon',
        codeSoortObjectId: 'kvk_nummer',
        objectId: digits(++count, 8),
        codeRegister: 'hr',
      }

const address = (soort: unknown, n: number): string => {
  if (soort === 'email') return `adres${n}@example.com`
  return soort === 'telefoonnummer' ? `06${digits(n, 8)}` : `adres ${n}`
}

/** What the rules of a resource ask of members together; `set` has the last word on each. */
const LAWFUL: Readonly<Record<string, (body: Body, n: number) => Body>> = {
  digitaalAdres: (body, n) => ({ ...body, adres: address(body.soortDigitaalAdres, n) }),
  interneTaak: (body) => (body.afgehandeldOp ? { ...body, status: 'verwerkt' } : body),
  klantcontact: (body) => (body.indicatieContactGelukt === true ? { ...body, verdereActieOndernomen: false } : body),
  partij: (body) => {
    const first = (list: unknown) => (Array.isArray(list) ? list[0] : undefined)
    const preferred = {
      voorkeursDigitaalAdres: first(body.digitaleAdressen),
      voorkeursRekeningnummer: first(body.rekeningnummers),
    }
    return body.digitaleAdressen ? { ...body, ...preferred } : body
  },
  partijIdentificator: (body, n) => ({ ...body, partijIdentificator: identification(n) }),
}

/** Texts near an example that are valid too. */
const near = (example: string): string[] =>
  ['', ...'123456789BCDEFGHIJKLMNOPQRSTUVWXYZ'].map((end) => example.slice(0, -1) + (end || example.slice(-1)))

const isFree = (leaf: Leaf): boolean => leaf.examples.valid.every((example) => /^x+$/.test(String(example)))

const textOf = (leaf: Leaf, n: number): string => {
  if (leaf.unique) return String(10_000 + ++count)
  if (isFree(leaf)) return `v${n.toString(36)}`
  const valid = leaf.examples.valid as readonly string[]
  const candidates = [...new Set([...valid, ...valid.flatMap(near)])].filter((text) => 'value' in leaf.accept(text))
  return candidates[n % candidates.length] ?? ''
}

/** A valid value of a column. */
export const leafValue = (leaf: Leaf, n: number): unknown => {
  switch (leaf.kind) {
    case 'text':
      return textOf(leaf, n)
    case 'choice':
      return leaf.choices?.[n % leaf.choices.length]
    case 'yesNo':
      return n % 2 === 0
    case 'integer':
      return n + 1
    case 'date':
      return `2024-01-${digits(n + 1, 2)}`
    case 'dateTime':
      return `2024-01-${digits(n + 1, 2)}T10:00:00Z`
    case 'texts':
      return { kenmerk: `waarde ${n}` }
  }
}

/** Makes bodies and rows in this register. */
export const samplesIn = (register: TestRegister) => {
  const make = async (resource: Resource, options: SampleOptions = {}): Promise<Shown> =>
    register.create(resource, await body(resource, options))

  const point = async (to: string, options: SampleOptions = {}): Promise<Body> => ({
    uuid: (await make(declared.get(to), options)).uuid,
  })

  const value = async (field: AnyField, around: Body, all: boolean, n: number): Promise<unknown> => {
    switch (field.kind) {
      case 'reference': {
        const { must } = field.options
        return point(field.to, { n, ...(must ? { set: { [must.path]: must.be } } : {}) })
      }
      case 'group':
        return members(field.members as Resource['fields'], all, n)
      case 'variants':
        return members(field.variants[String(around[field.by])]?.members as Resource['fields'], all, n)
      case 'links':
        return [await point(field.source.of, { n })]
      case 'ordered':
        return [await point(field.of, { n })]
      case 'nested':
        return [await body(declared.get(field.source.of), { n })]
      case 'collection':
      case 'derived':
        return undefined
      default:
        return leafValue(field, n)
    }
  }

  const members = async (fields: Resource['fields'], all: boolean, n: number, set: Body = {}): Promise<Body> => {
    const made: Body = { ...set }
    // A variant is chosen by another member, which may stand behind it.
    const entries = Object.entries(fields).sort(
      ([, one], [, other]) => Number(one.kind === 'variants') - Number(other.kind === 'variants'),
    )
    for (const [key, field] of entries) {
      const wanted = field.presence === 'required' || field.kind === 'ordered' || (all && field.presence === 'optional')
      const isGiven = key in set || (field.kind === 'ordered' && field.first in set)
      if (wanted && !isGiven) made[key] = await value(field, made, all, n)
    }
    return made
  }

  const body = async (resource: Resource, { all = false, n = 0, set = {} }: SampleOptions = {}): Promise<Body> => {
    const made = await members(resource.fields, all, n, set)
    return { ...(LAWFUL[resource.name]?.(made, n) ?? made), ...set }
  }

  return { body, make, value }
}

export type Samples = ReturnType<typeof samplesIn>
