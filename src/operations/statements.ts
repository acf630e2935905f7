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
  readonly shape: Shape
  readonly build: () => Sql
  uses: number
}

/** `own`: chosen by the program; `asked`: chosen by a caller; `never`: too many shapes to be worth a name. */
export type Kind = 'own' | 'asked' | 'never'

export class Statements {
  readonly #entries = new Map<string, Entry>()
  readonly #names = { own: 0, asked: 0 }

  /** The shape under this key; `build` makes it the first time. */
  shape(key: string, kind: Kind, build: () => Sql): Shape {
    const known = this.#entries.get(key)
    if (!known) return this.#add(key, { shape: new Shape(build()), build, uses: 1 })
    known.uses++
    if (kind === 'never' || known.shape.name !== undefined || known.uses < WORTH || this.#names[kind] >= NAMES[kind]) {
      return known.shape
    }
    const number = ++this.#names[kind]
    return this.#add(key, { ...known, shape: new Shape(known.build(), `${kind}_${number}`) })
  }

  #add(key: string, entry: Entry): Shape {
    this.#entries.set(key, entry)
    if (this.#entries.size > KEPT) {
      // The oldest without a name goes: a name is spent for good.
      for (const [oldest, { shape }] of this.#entries) {
        if (shape.name !== undefined) continue
        this.#entries.delete(oldest)
        break
      }
    }
    return entry.shape
  }
}
