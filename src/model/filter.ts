/** Questions that a list answers. A path walks from the resource over references and collections to a value. */

export type Operator =
  | 'is'
  | 'contains'
  | 'oneOf'
  | 'before'
  | 'until'
  | 'from'
  | 'after'
  | 'exists'
  | 'filled'
  | 'address'

export interface Filter {
  /**
   * Segments with dots between: a field; `uuid`; or `<resource:field`, the rows of that resource whose field refers
   * to this one.
   */
  readonly path: string
  readonly operator: Operator
  /** Any text is fine for a choice: an unknown one finds nothing. */
  readonly loose?: true
  readonly deprecated?: true
  readonly help?: string
}

export type Filters = Readonly<Record<string, Filter>>

const make =
  (operator: Operator) =>
  (path: string, more: Partial<Filter> = {}): Filter => ({ path, operator, ...more })

/** The value equals the given one. */
export const is = make('is')
/** The given text occurs in the value, whatever its case. */
export const contains = make('contains')
/** The value is one of a comma-separated list. */
export const oneOf = make('oneOf')
/** `true`: the path leads to something; `false`: it does not. */
export const exists = make('exists')
/** `true`: the value is not null; `false`: it is. */
export const filled = make('filled')
/** The row at the path is the one whose address (`…/uuid`) is given; host and collection do not matter. */
export const address = make('address')

/** Both ways of naming a row at the end of a path: `<name>__uuid` and `<name>__url`. */
export const row = (name: string, path: string): Filters => ({
  [`${name}__uuid`]: is(`${path}.uuid`),
  [`${name}__url`]: address(path),
})

/** A date and its comparisons: `<name>`, `<name>__gt`, `__gte`, `__lt`, `__lte`. */
export const period = (name: string, path: string): Filters => ({
  [name]: is(path),
  [`${name}__gt`]: make('after')(path),
  [`${name}__gte`]: make('from')(path),
  [`${name}__lt`]: make('before')(path),
  [`${name}__lte`]: make('until')(path),
})

const MEMBERS = ['CodeObjecttype', 'CodeSoortObjectId', 'ObjectId', 'CodeRegister']
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The four members of an identification, each its own question: `<name>CodeObjecttype` … */
export const identification = (name: string, path: string, more: Partial<Filter> = {}): Filters =>
  Object.fromEntries(
    MEMBERS.map((member) => [
      name.endsWith('__') ? name + lower(member) : name + member,
      is(`${path}.${lower(member)}`, more),
    ]),
  )
