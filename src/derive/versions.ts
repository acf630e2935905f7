/**
 * Versions: a row as it was after each change, in a table of the same columns beside its own (`klantcontact_versie`).
 *
 * A version is a skeleton, which stays, and a body, which can be erased. The skeleton says which version of which row it
 * is, what was done and when; it holds the hash of the skeleton before it, and a commitment to the body: the hash of a
 * salt and the body. So what is altered shows, and what is erased cannot be guessed from what stays.
 */
import type { Ordered } from '../model/kinds/collection.ts'
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { allColumnsOf, columnsOf } from './columns.ts'

/**
 * What was done to the row. `opgenomen`: it was there when its history began. What was reported is supplemented, corrected
 * or disputed: `aanvulling`, `correctie`, `betwisting`.
 */
export type VersionAction =
  | 'opgenomen'
  | 'toegevoegd'
  | 'vervangen'
  | 'gewijzigd'
  | 'aanvulling'
  | 'correctie'
  | 'betwisting'
  | 'verwijderd'

/** The table that says when history began. */
export const HISTORY_BEGIN = 'historie_begin'

export const versionTable = ({ table }: Pick<Resource, 'table'>): string => `${table}_versie`

export interface VersionColumn {
  readonly column: string
  readonly sqlType: string
}

/** Stays when the content is erased. */
const SKELETON: readonly VersionColumn[] = [
  { column: 'id', sqlType: 'bigint not null' },
  { column: 'uuid', sqlType: 'uuid not null' },
  { column: 'versie', sqlType: 'integer not null' },
  { column: 'versie_actie', sqlType: 'text not null' },
  { column: 'versie_moment', sqlType: 'timestamptz not null' },
  { column: 'versie_vorige', sqlType: 'bytea' },
  { column: 'versie_belofte', sqlType: 'bytea not null' },
]

const SALT: VersionColumn = { column: 'versie_zout', sqlType: 'uuid' }

/** Who did it, and why: part of the body. */
const ABOUT: readonly VersionColumn[] = [
  { column: 'versie_door', sqlType: 'text' },
  { column: 'versie_soort', sqlType: 'text' },
  { column: 'versie_toepassing', sqlType: 'text' },
  { column: 'versie_verzoek', sqlType: 'text' },
  { column: 'versie_reden', sqlType: 'text' },
]

/** The columns that the program fills in for every version of one request: slots of the statements below. */
export type About = Readonly<Record<'door' | 'soort' | 'toepassing' | 'verzoek' | 'reden', string | null>>

export interface OrderedList {
  readonly field: Ordered
  readonly column: string
}

/** Ordered lists of a resource, each an array of keys in its versions. */
export const orderedLists = (resource: Resource): readonly OrderedList[] =>
  Object.entries(resource.fields).flatMap(([key, field]) =>
    field.kind === 'ordered' ? [{ field, column: toColumn(key) }] : [],
  )

const contentOf = (resource: Resource): readonly VersionColumn[] => [
  ...allColumnsOf(resource).map(({ column, sqlType }) => ({ column, sqlType })),
  ...orderedLists(resource).map(({ column }) => ({ column, sqlType: 'bigint[]' })),
]

/** What stands in a version beside its content, and the content; the columns of the row it was. */
export const partsOfVersion = (
  resource: Resource,
): { readonly about: readonly VersionColumn[]; readonly content: readonly VersionColumn[] } => ({
  about: [...SKELETON, SALT, ...ABOUT],
  content: contentOf(resource),
})

/** How many arguments one call takes: PostgreSQL allows a hundred. */
const ARGUMENTS = 90

/** A value as `jsonb` prints it. Most texts hold nothing, and need no call to say so. */
const printed = ({ sqlType }: VersionColumn, value: Sql): Sql => {
  switch (sqlType) {
    case 'text':
      return sql`case when ${value} = '' then '""' else to_json(${value})::text end`
    case 'bigint':
    case 'integer':
    case 'boolean':
      return sql`${value}::text`
    case 'timestamptz':
      return sql`to_json(${value} at time zone 'UTC')::text`
    case 'jsonb':
      return sql`nullif(jsonb_strip_nulls(${value}), 'null')::text`
    default:
      return sql`to_jsonb(${value})::text`
  }
}

/** The order of keys in `jsonb`: short before long. */
const byKey = ({ column: one }: VersionColumn, { column: other }: VersionColumn): number =>
  one.length - other.length || (one < other ? -1 : 1)

/**
 * The body as text, the same whatever the session and however the columns are ordered. A column that holds nothing is
 * not in it, so that a column added later leaves the text of older versions as it was. It is the text of
 * `jsonb_strip_nulls(jsonb_build_object(…))`, byte for byte, made in less than half the time: it is half of what a
 * version costs.
 */
const bodyText = (columns: readonly VersionColumn[], alias: string): Sql => {
  const members = columns
    .toSorted(byKey)
    .map((one) => sql`${literal(`, "${one.column}": `)} || ${printed(one, name(`${alias}.${one.column}`))}`)
  const calls: Sql[] = []
  for (let at = 0; at < members.length; at += ARGUMENTS) {
    calls.push(sql`concat(${join(members.slice(at, at + ARGUMENTS), ', ')})`)
  }
  return sql`'{' || substr(${join(calls, ' || ')}, 3) || '}'`
}

/** The commitment to the body of a version under this alias. */
const commitment = (columns: readonly VersionColumn[], alias: string): Sql =>
  sql`sha256(uuid_send(${name(`${alias}.${SALT.column}`)}) || convert_to(${bodyText([...ABOUT, ...columns], alias)}, 'UTF8'))`

/** The commitment that the version under this alias should hold. A removal has no content: it is that of the one before. */
export const commitmentOf = (resource: Resource, alias: string): Sql => commitment(contentOf(resource), alias)

/** The hash of the skeleton under this alias. */
export const skeletonHash = ({ table }: Pick<Resource, 'table'>, alias: string): Sql => {
  const at = (column: string): Sql => name(`${alias}.${column}`)
  const fields = [
    literal(table),
    at('id'),
    at('uuid'),
    at('versie'),
    at('versie_actie'),
    sql`extract(epoch from ${at('versie_moment')})`,
    sql`coalesce(encode(${at('versie_vorige')}, 'hex'), '')`,
    sql`encode(${at('versie_belofte')}, 'hex')`,
  ]
  return sql`sha256(convert_to(concat_ws('|', ${join(fields, ', ')}), 'UTF8'))`
}

/** Whether the content of the version under `version` is that of the row under `row`. */
export const sameContent = (resource: Resource, version: string, row: string): Sql => {
  const pairs = allColumnsOf(resource).map(
    ({ column }) => sql`${name(`${version}.${column}`)} is not distinct from ${name(`${row}.${column}`)}`,
  )
  const lists = orderedLists(resource).map(
    (list) => sql`${name(`${version}.${list.column}`)} = ${keysOf(resource, list, row)}`,
  )
  return join([...pairs, ...lists, sql`${name(`${version}.uuid`)} = ${name(`${row}.uuid`)}`], ' and ')
}

const memberColumn = ({ field }: OrderedList): string => `${toColumn(field.of)}_id`

/** The members of an ordered list of the row under this alias, as it is now. */
const keysOf = (resource: Resource, list: OrderedList, alias: string): Sql =>
  sql`array(select l.${name(memberColumn(list))} from ${name(list.field.table)} l where l.${name(`${resource.table}_id`)} = ${name(`${alias}.id`)} order by l.id)`

const about = (column: string): Sql => slot(`versie:${column.replace('versie_', '')}`, 'text')

interface Written {
  /** Where the rows are; by default in their own table. */
  readonly from?: Sql
  /** Which rows, under the alias `t`. */
  readonly where: Sql
  readonly action: Sql
  /** The rows have no version yet. */
  readonly isFirst: boolean
  /** The row is about to go: its content is that of the version before. */
  readonly isLast: boolean
  readonly about: (column: string) => Sql
}

const write = (resource: Resource, written: Written): Sql => {
  const { from = name(resource.table), where, action, isFirst, isLast, about } = written
  const content = isLast ? [] : contentOf(resource)
  const columns = [...SKELETON, SALT, ...ABOUT, ...content].map(({ column }) => column)
  const lists = new Map(orderedLists(resource).map((list) => [list.column, keysOf(resource, list, 't')]))
  const versions = name(versionTable(resource))
  const before = isFirst
    ? sql``
    : sql` join lateral (select * from ${versions} v where v.id = t.id order by v.versie desc limit 1) p on true`
  const given: Readonly<Record<string, Sql>> = {
    versie: isFirst ? sql`1` : sql`p.versie + 1`,
    versie_actie: action,
    versie_moment: isFirst ? sql`(select historie_moment(null))` : sql`historie_moment(p.versie_moment)`,
    versie_vorige: isFirst ? sql`null::bytea` : skeletonHash(resource, 'p'),
    versie_zout: sql`gen_random_uuid()`,
    ...Object.fromEntries(ABOUT.map(({ column }) => [column, about(column)])),
  }
  const inner = columns
    .filter((column) => column !== 'versie_belofte')
    .map((column) => {
      const value = given[column] ?? lists.get(column)
      return value ? sql`${value} as ${name(column)}` : name(`t.${column}`)
    })
  const outer = columns.map((column) => (column === 'versie_belofte' ? commitment(content, 'n') : name(`n.${column}`)))
  const names = join(columns.map(name), ', ')
  return sql`insert into ${versions} (${names}) select ${join(outer, ', ')} from (select ${join(inner, ', ')} from ${from} t${before} where ${where}) n`
}

const theseIds = sql`t.id = any(${slot('ids', 'bigint[]')})`
const theseUuids = sql`t.uuid = any(${slot('uuids', 'uuid[]')})`
const givenAction = slot('versie:actie', 'text')

/** Slots: `uuids`, `versie:actie`, and `versie:` with each part of `About`. The first version of rows that were just made. */
export const firstVersion = (resource: Resource): Sql =>
  write(resource, { where: theseUuids, action: givenAction, isFirst: true, isLast: false, about })

/** The same, without `uuids`, in the statement that makes the rows: they are found under this name. */
export const firstVersionOf = (resource: Resource, made: string): Sql =>
  write(resource, {
    from: name(made),
    where: raw('true'),
    action: literal('toegevoegd' satisfies VersionAction),
    isFirst: true,
    isLast: false,
    about,
  })

/** Slots: as above, but `ids`. The next version of rows that were just changed; not of those that have none yet. */
export const nextVersion = (resource: Resource): Sql =>
  write(resource, { where: theseIds, action: givenAction, isFirst: false, isLast: false, about })

/** The same. The last version of rows that are about to go. */
export const lastVersion = (resource: Resource): Sql =>
  write(resource, { where: theseIds, action: givenAction, isFirst: false, isLast: true, about })

const ours = (door: string) => {
  const known: Readonly<Record<string, Sql>> = { versie_door: literal(door), versie_soort: raw("'system'") }
  return (column: string): Sql => known[column] ?? raw('null::text')
}

/**
 * The next version of every row that is not as its last version says, after many were written at once. `among`: a query
 * of the `id`s of those that may be so, where that is known.
 */
export const catchUp = (resource: Resource, door: string, among?: Sql): Sql =>
  write(resource, {
    where: sql`not (${sameContent(resource, 'p', 't')})${among ? sql` and t.id in (${among})` : sql``}`,
    action: literal('vervangen' satisfies VersionAction),
    isFirst: false,
    isLast: false,
    about: ours(door),
  })

/** The first version of every row that has none; `door`: which part of the program does it. */
export const takeUp = (resource: Resource, door: string): Sql =>
  write(resource, {
    where: sql`not exists (select from ${name(versionTable(resource))} v where v.id = t.id)`,
    action: literal('opgenomen' satisfies VersionAction),
    isFirst: true,
    isLast: false,
    about: ours(door),
  })

/** The last version of rows that are gone. `from`: a table that has them still. */
export const letGo = (resource: Resource, door: string, from: Sql): Sql =>
  write(resource, {
    from,
    where: sql`not exists (select from ${name(resource.table)} r where r.id = t.id)`,
    action: literal('verwijderd' satisfies VersionAction),
    isFirst: false,
    isLast: true,
    about: ours(door),
  })

const table = (resource: Resource): string => {
  const columns = [...SKELETON, SALT, ...ABOUT, ...contentOf(resource)].map(
    ({ column, sqlType }) => `  ${column} ${sqlType}`,
  )
  return `create table ${versionTable(resource)} (\n${columns.join(',\n')},\n  constraint ${versionTable(resource)}_pkey primary key (id, versie)\n);`
}

/**
 * Indexes for who asks about the past: what was removed by its uuid, what referred to a row, and what is known by a
 * number of its own; and for who sees what it made itself. By moment only a summary of each range of pages, which costs a write nothing.
 */
const indexes = (resource: Resource): string[] => {
  const on = versionTable(resource)
  return [
    `create index ${on}_uuid_idx on ${on} (uuid) where versie_actie = 'verwijderd';`,
    `create index ${on}_moment_idx on ${on} using brin (versie_moment) with (autosummarize = on);`,
    ...(Object.values(resource.bounds ?? {}).some(({ made }) => made)
      ? [`create index ${on}_door_idx on ${on} (versie_door) where versie = 1 and versie_actie = 'toegevoegd';`]
      : []),
    ...columnsOf(resource).flatMap(({ column, to, leaf }) => {
      if (to !== undefined)
        return [
          `create index ${on.replace(/ersie$/, '')}_${column}_idx on ${on} (${column}) where ${column} is not null;`,
        ]
      return leaf?.identifies
        ? [`create index ${on.replace(/ersie$/, '')}_${column}_idx on ${on} (${column}) where ${column} <> '';`]
        : []
    }),
  ]
}

/**
 * One moment for all that a transaction does, taken when it writes its first version. It must not lie before the version
 * that it follows: another transaction was quicker, and this one is tried again.
 */
const MOMENT = `create function historie_moment(na timestamptz) returns timestamptz language plpgsql as $$
declare
  known text := current_setting('historie.moment', true);
  moment timestamptz;
begin
  if known is null or known = '' then
    known := set_config('historie.moment', extract(epoch from clock_timestamp())::text, true);
  end if;
  moment := to_timestamp(known::double precision);
  if na > moment then
    perform pg_sleep(least(extract(epoch from na - clock_timestamp()), 1));
    raise exception 'another transaction wrote a later version' using errcode = 'serialization_failure';
  end if;
  return moment;
end $$;`

/** When the history of this register began: what was there before was taken up then. */
const BEGIN = `create table ${HISTORY_BEGIN} (moment timestamptz not null);`

/** The tables of the versions, as a script. */
export const versionsSql = (register: Register): string[] => [
  MOMENT,
  BEGIN,
  ...register.remembered.flatMap((resource) => [table(resource), ...indexes(resource)]),
]
