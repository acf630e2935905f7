/** Requests with a trace of their own, and the lines that they left. */
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import type { Queryable } from '../../../src/sql/database.ts'
import { eventually } from '../../faults/support/eventually.ts'

export interface LogLine {
  readonly moment: string
  readonly trace: string
  readonly span: string
  readonly parent: string | null
  /** `partij:12`, as the register can tell with the key; `?` where it cannot; null: nobody. */
  readonly person: string | null
  readonly pseudonym: string | null
  readonly soort: string | null
  readonly object: string | null
  readonly status: number
  readonly operation: string
  readonly activity: string
  readonly purpose: string
  readonly name: string
  readonly kind: string
  readonly units: readonly string[]
}

export const newTrace = (): string => randomUUID().replaceAll('-', '')
export const PARENT = 'b7ad6b7169203331'
export const traceparent = (trace: string): Record<string, string> => ({ traceparent: `00-${trace}-${PARENT}-01` })

/** All lines, oldest first, with whom they are about as far as that can be told. */
export const allLines = async (database: Queryable): Promise<LogLine[]> => {
  // Lines before keys: a line that comes in between would have no key yet.
  const rows = await database.query({
    text: `select v.moment, replace(v.trace::text, '-', '') as trace, encode(v.span, 'hex') as span, encode(v.ouder, 'hex') as parent,
        replace(v.betrokkene::text, '-', '') as pseudonym, v.soort, v.object, v.status, k.handeling as operation, k.activiteit as activity,
        k.doel as purpose, k.naam as name, k.soort as kind, k.eenheden as units
      from verwerking v join verwerking_kader k on k.id = v.kader order by v.moment, v.span`,
    values: [],
  })
  const keys = await database.query({
    text: `select soort || ':' || id as person, sleutel from verwerking_sleutel where sleutel is not null`,
    values: [],
  })
  const people = new Map(
    keys.map(({ person, sleutel }) => [
      createHmac('sha256', sleutel as Buffer)
        .update(String(person))
        .digest('hex')
        .slice(0, 32),
      String(person),
    ]),
  )
  return rows.map((row) => ({
    ...(row as unknown as LogLine),
    person: row.pseudonym === null ? null : (people.get(String(row.pseudonym)) ?? '?'),
  }))
}

/** The lines of a trace, once there are any. */
export const linesOf = (database: Queryable, trace: string, patience = 4000): Promise<LogLine[]> =>
  eventually(async () => {
    const found = (await allLines(database)).filter((line) => line.trace === trace)
    assert.ok(found.length > 0, `no line of ${trace}`)
    return found
  }, patience)

/** Whom lines are about, each once. */
export const peopleIn = (lines: readonly LogLine[]): string[] => lines.map(({ person }) => person ?? 'nobody').sort()
