/**
 * How lines call a person: the hash of their table and key, with a key of their own that stands in the register. When that
 * is destroyed nobody can say any more whose the lines are.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Queryable, Row } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'

/** Those that are remembered, and for how many milliseconds. */
const KEPT = 20_000
const KEPT_MS = 300_000
/** Another process may make the same keys at the same moment: then they are there the second time. */
const TRIES = 5

/** 128 bits of the hash, as a uuid is written. */
const hashed = (key: Buffer, subject: string): string =>
  createHmac('sha256', key)
    .update(subject)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

const subjectOf = ({ soort, id }: Row): string => `${soort}:${id}`

/** `soort` and `id` of subjects: arrays, as PostgreSQL reads them. */
const columnsOf = (subjects: readonly string[]): readonly [string, string] => {
  const pairs = subjects.map((subject) => subject.split(':'))
  return [`{${pairs.map(([table]) => table).join(',')}}`, `{${pairs.map(([, key]) => key).join(',')}}`]
}

/** The pseudonyms of those that have one: by table and key. */
export const knownPseudonyms = async (
  database: Queryable,
  subjects: readonly string[],
): Promise<Map<string, string>> => {
  const [tables, keys] = columnsOf(subjects)
  const rows = await database.query(
    statement(sql`select s.soort, s.id::text, s.sleutel from unnest(${tables}::text[], ${keys}::bigint[]) a (soort, id)
      join verwerking_sleutel s on s.soort = a.soort and s.id = a.id where s.sleutel is not null`),
  )
  return new Map(rows.map((row) => [subjectOf(row), hashed(row.sleutel as Buffer, subjectOf(row))]))
}

/** Makes keys for those that have none. */
const keysOf = async (database: Queryable, subjects: readonly string[]): Promise<Row[]> => {
  const [tables, keys] = columnsOf(subjects)
  const fresh = `{${subjects.map(() => randomBytes(32).toString('hex')).join(',')}}`
  return database.query(
    statement(sql`with asked as materialized (
        select * from unnest(${tables}::text[], ${keys}::bigint[], ${fresh}::text[]) a (soort, id, vers)),
      made as (
        insert into verwerking_sleutel (soort, id, sleutel)
        select soort, id, decode(vers, 'hex') from asked a
        where not exists (select from verwerking_sleutel s where s.soort = a.soort and s.id = a.id)
        order by soort, id
        on conflict do nothing returning soort, id, sleutel)
      select soort, id::text, sleutel from made
      union all
      select s.soort, s.id::text, s.sleutel from asked a join verwerking_sleutel s on s.soort = a.soort and s.id = a.id`),
  )
}

export interface Pseudonyms {
  /** Of each of these people, by table and key; of one who was destroyed another each time. */
  of(subjects: readonly string[]): Promise<(subject: string) => string>
}

export const openPseudonyms = (database: Queryable): Pseudonyms => {
  let known = new Map<string, string>()
  let since = performance.now()

  const learn = async (subjects: readonly string[]): Promise<void> => {
    let missing = [...new Set(subjects)].filter((subject) => !known.has(subject))
    for (let tries = 0; missing.length > 0 && tries < TRIES; tries++) {
      for (const row of await keysOf(database, missing)) {
        const { sleutel } = row
        known.set(subjectOf(row), sleutel === null ? '' : hashed(sleutel as Buffer, subjectOf(row)))
      }
      missing = missing.filter((subject) => !known.has(subject))
    }
    if (missing.length > 0) throw new Error('a key could not be made')
  }

  return {
    of: async (subjects) => {
      if (known.size > KEPT || performance.now() - since > KEPT_MS) {
        known = new Map()
        since = performance.now()
      }
      await learn(subjects)
      return (subject) => known.get(subject) || randomUUID()
    },
  }
}
