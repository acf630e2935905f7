/** What a caller may do and see, as far as its rights say; which rows and values that leaves out: `veil.ts`. */
import type { Range } from '../model/range.ts'
import type { Resource } from '../model/resource.ts'
import {
  AGAINST_THIRD_PARTIES,
  ALL_RIGHTS,
  type Right,
  type Rights,
  rightsOf,
  type Scope,
  SCOPES,
} from '../model/scopes.ts'

/** The rights of a caller, as far as statements and answers depend on them. Equal ones are one object. */
export interface Sight {
  readonly rights: Rights
  /** The caller works outside the municipality: what is secret to third parties is secret to it. */
  readonly extern: boolean
  /** The caller is, or belongs to, actors of the register; their uuids come in the slot `caller:actors`. */
  readonly acts: boolean
  /** How far it sees. Less than all: only what is its own (`own.ts`). */
  readonly range: Range
  /** Tells apart the statements of different sights; empty for who sees everything. */
  readonly key: string
}

/** Scopes on which it depends what an answer shows. */
const SHOWING: readonly Scope[] = [...SCOPES.keys()].filter(
  (scope) =>
    scope.endsWith('.lezen') ||
    ['klantcontacten.corrigeren', 'bsn.gebruiken', 'bsn.tonen', 'vertrouwelijk', 'geheimhouding', 'notities'].includes(
      scope,
    ),
)

const keyOf = ({ rights, extern, acts, range }: Omit<Sight, 'key'>): string => {
  const lacks = SHOWING.filter((scope) => !rights.has(scope) || (extern && AGAINST_THIRD_PARTIES.has(scope)))
  if (lacks.length === 0 && range === 'all') return ''
  const bits = lacks.reduce((sum, scope) => sum | (1 << SHOWING.indexOf(scope)), 0)
  const asActor = acts && (range !== 'all' || !rights.has('vertrouwelijk'))
  return `${bits.toString(36)}${asActor ? '+' : ''}${range === 'all' ? '' : range}`
}

const known = new Map<string, Sight>()
const rightsKeys = new WeakMap<Rights, string>()

export interface SightOptions {
  readonly rights: Rights
  readonly extern?: boolean
  readonly acts?: boolean
  readonly range?: Range
}

export const sightOf = ({ rights: given, extern = false, acts = false, range = 'all' }: SightOptions): Sight => {
  const rights = rightsOf(given)
  const name = rightsKeys.get(rights) ?? [...rights].join(' ')
  rightsKeys.set(rights, name)
  const key = `${name}|${extern}|${acts}|${range}`
  const bare = { rights, extern, acts, range }
  const sight = known.get(key) ?? Object.freeze({ ...bare, key: keyOf(bare) })
  known.set(key, sight)
  return sight
}

/** Of the program itself. */
export const FULL_SIGHT = sightOf({ rights: ALL_RIGHTS })

/** Of who works outside the municipality, and may do everything that such a one may. */
export const THIRD_PARTY = sightOf({ rights: ALL_RIGHTS, extern: true })

/** Of who may do everything but what these scopes open. */
export const sightWithout = (scopes: readonly Scope[]): Sight =>
  sightOf({ rights: new Set([...ALL_RIGHTS].filter((scope) => !scopes.includes(scope))) })

/** Whether a caller has this right on anything of a resource; which rows that are, `may` says (`veil.ts`). */
export const grants = ({ rights }: Sight, right: Right, { group }: Resource): boolean => rights.has(`${group}.${right}`)

/** Whether a caller has this scope, for itself and in its place. */
export const has = ({ rights, extern }: Sight, scope: Scope): boolean =>
  rights.has(scope) && !(extern && AGAINST_THIRD_PARTIES.has(scope))
