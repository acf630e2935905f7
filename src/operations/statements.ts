/** Statements are built once for each shape of question, and the common ones are prepared under a name. */
import { Shape, type Sql } from '../sql/sql.ts'

/**
 * A prepared statement costs memory in every connection for as long as that lives (300 of the largest took a backend
 * from 10 to 304 MB), and callers choose filters and expansions: so there are at most a hundred names.
 */
const NAMES = { own: 75, asked: 25 }
/** A shape earns its name by being used this often. */
const WORTH = 5
/** Built shapes kept; a caller who tries all combinations only makes us build again. */
const KEPT = 2000

interface Entry {
  shape: Shape
  readonly build: () => Sql
  uses: number
}

/** `own`: chosen by the program; `asked`: chosen by a caller; `never`: too many shapes to be worth a name. */
export type Kind = 'own' | 'asked' | 'never'

export class Statements {
  readonly #entries = new Map<string, Entry>()
  /** Callers with other rights often get the same statement after all: it is kept, and named, once. */
  readonly #same = new Map<string, Entry>()
  readonly #names = { own: 0, asked: 0 }

  /** The shape under this key; `build` makes it the first time. */
  shape(key: string, kind: Kind, build: () => Sql): Shape {
    const entry = this.#entries.get(key) ?? this.#add(key, build)
    entry.uses++
    if (kind !== 'never' && entry.shape.name === undefined && entry.uses >= WORTH && this.#names[kind] < NAMES[kind]) {
      entry.shape = new Shape(entry.build(), `${kind}_${++this.#names[kind]}`)
    }
    return entry.shape
  }

  #add(key: string, build: () => Sql): Entry {
    const shape = new Shape(build())
    const entry = this.#same.get(shape.identity) ?? { shape, build, uses: 0 }
    this.#entries.set(key, entry)
    this.#same.set(shape.identity, entry)
    if (this.#entries.size > KEPT) {
      // The oldest without a name goes: a name is spent for good.
      for (const [oldest, { shape: unnamed }] of this.#entries) {
        if (unnamed.name !== undefined) continue
        this.#entries.delete(oldest)
        this.#same.delete(unnamed.identity)
        break
      }
    }
    return entry
  }
}
