/** The log as a table of the register, by month. */
import { createHash } from 'node:crypto'
import type { Database, Queryable, Row } from '../../sql/database.ts'
import { Shape, type Sql, slot, sql, statement } from '../../sql/sql.ts'
import type { Frame, Line } from './line.ts'
import type { Batch, Place } from './place.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { spanOf } from '../../operations/trace.ts'

/** Frames that are remembered. */
const KEPT = 10_000

const array = (key: string, type: string): Sql => slot(key, `${type}[]`)

const INSERT = new Shape(
  sql`with moved as (
      update verwerking_bron set tot = ${slot('to', 'bigint')}, bijgewerkt = now()
      where bron = ${slot('piece', 'uuid')} and doel = 'tabel' and tot = ${slot('from', 'bigint')} returning 1),
    written as (
      insert into verwerking (moment, duur, trace, span, ouder, betrokkene, soort, object, status, kader)
      select to_timestamp(l.moment / 1000.0), l.duur, l.trace, decode(l.span, 'hex'), decode(l.ouder, 'hex'),
        l.betrokkene, l.soort, l.object, l.status, l.kader
      from unnest(${array('moments', 'bigint')}, ${array('took', 'int')}, ${array('traces', 'uuid')}, ${array('spans', 'text')},
        ${array('parents', 'text')}, ${array('people', 'uuid')}, ${array('kinds', 'text')}, ${array('objects', 'uuid')},
        ${array('statuses', 'smallint')}, ${array('frames', 'int')})
        l (moment, duur, trace, span, ouder, betrokkene, soort, object, status, kader), moved
      order by l.betrokkene)
    select count(*)::int as moved from moved`,
  'verwerkingen',
)

/** The values of columns, as PostgreSQL reads arrays: none of them holds anything that must be quoted. */
const COLUMNS = [
  'moments',
  'took',
  'traces',
  'spans',
  'parents',
  'people',
  'kinds',
  'objects',
  'statuses',
  'frames',
] as const

const monthOf = (moment: number): string => `${new Date(moment).toISOString().slice(0, 7)}-01`

const DAY_MS = 86_400_000

/** The month of each moment; those of one day have the same. */
const months = (): ((moment: number) => string) => {
  let day = Number.NaN
  let month = ''
  return (moment) => {
    const own = Math.floor(moment / DAY_MS)
    if (own !== day) {
      day = own
      month = monthOf(moment)
    }
    return month
  }
}

const markOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** The keys of frames, which are made when they are new. */
const openFrames = (database: Queryable) => {
  /** Their keys, by month and text. A text comes back in every line, and joining it to a month would cost more than finding it. */
  let known = new Map<string, Map<string, number>>()
  const made = async (month: string, text: string): Promise<number> => {
    const frame = JSON.parse(text) as Frame
    const mark = markOf(`${month} ${text}`)
    const insert = sql`insert into verwerking_kader (maand, kenmerk, handeling, activiteit, doel, soort, naam, toepassing, gebruiker, actor, eenheden)
      values (${month}, ${mark}, ${frame.operation}, ${frame.activity}, ${frame.purpose}, ${frame.kind}, ${frame.name},
        ${frame.application}, ${frame.user}, ${frame.actor}, ${[...frame.units]}::uuid[]) on conflict do nothing`
    await database.query(statement(insert))
    const [row] = await database.query(statement(sql`select id from verwerking_kader where kenmerk = ${mark}`))
    return Number(row?.id)
  }
  return async (lines: readonly Line[]): Promise<(line: Line) => number> => {
    if ([...known.values()].reduce((sum, { size }) => sum + size, 0) > KEPT) known = new Map()
    const monthAt = months()
    for (const { moment, frame } of lines) {
      const month = monthAt(moment)
      const frames = known.get(month) ?? new Map<string, number>()
      known.set(month, frames)
      if (!frames.has(frame)) frames.set(frame, await made(month, frame))
    }
    return ({ moment, frame }) => known.get(monthAt(moment))?.get(frame) ?? 0
  }
}

const isWithoutMonth = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23514'

export interface TableOptions {
  readonly database: Database
  readonly pseudonyms: Pseudonyms
  /** Months that lines are kept. */
  readonly months: number
}

/** Makes the months that lines may be of, and drops those that are old. `from`: milliseconds since 1970. */
export const keepMonths = async (database: Queryable, months: number, from = Date.now()): Promise<void> =>
  void (await database.query(statement(sql`select verwerking_maanden(${new Date(from).toISOString()}, ${months})`)))

export const tablePlace = ({ database, pseudonyms, months }: TableOptions): Place => {
  const framesOf = openFrames(database)

  const rowsOf = async (lines: readonly Line[]): Promise<Row> => {
    const nameOf = await pseudonyms.of(lines.flatMap(({ subjects }) => subjects))
    const frameOf = await framesOf(lines)
    const columns = Object.fromEntries(COLUMNS.map((name) => [name, [] as unknown[]])) as Record<
      (typeof COLUMNS)[number],
      unknown[]
    >
    for (const line of lines) {
      const frame = frameOf(line)
      const people = line.subjects.length === 0 ? [undefined] : line.subjects
      people.forEach((subject, index) => {
        columns.moments.push(line.moment)
        columns.took.push(line.took)
        columns.traces.push(line.trace)
        columns.spans.push(spanOf(line.span, index))
        columns.parents.push((index === 0 ? line.parent : line.span) || 'null')
        columns.people.push(subject === undefined ? 'null' : nameOf(subject))
        columns.kinds.push(subject === undefined ? 'null' : subject.slice(0, subject.indexOf(':')))
        columns.objects.push(line.object || 'null')
        columns.statuses.push(line.status)
        columns.frames.push(frame)
      })
    }
    return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, `{${values.join(',')}}`]))
  }

  const insert = async ({ piece, from, to }: Batch, lines: readonly Line[]): Promise<boolean> => {
    const [row] = await database.query(INSERT.with({ piece, from, to, ...(await rowsOf(lines)) }))
    return row?.moved === 1
  }

  return {
    name: 'tabel',
    take: async (batch) => {
      try {
        return await insert(batch, batch.lines)
      } catch (error) {
        if (!isWithoutMonth(error)) throw error
        await keepMonths(database, months, Math.min(...batch.lines.map(({ moment }) => moment)))
        // What is older than lines are kept has no month any more.
        const now = new Date()
        const oldest = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)
        return insert(
          batch,
          batch.lines.filter(({ moment }) => moment >= oldest),
        )
      }
    },
  }
}
