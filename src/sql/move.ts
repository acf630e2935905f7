/** Brings a register that was made in `public`, before its schema could be chosen, to a schema of its own. */
import type { Transaction } from './database.ts'
import { type Migration, MigrationError } from './migration.ts'
import { sql, statement } from './sql.ts'

/** What migrations make that has a schema; indexes, triggers and the like go where their table goes. */
const MADE =
  /^(?:create (?:or replace )?(?:table|sequence|view|function) (?:if not exists )?|alter function .* rename to )(\w+)/gim

/** Stands among the migrations of `public` when the register has gone: an older version then knows that it is too old. */
const MOVED = 'moved_to_schema_'

/** The schema that a register of this history was moved to. */
export const movedTo = (applied: readonly { name: string }[]): string | undefined =>
  applied.find(({ name }) => name.startsWith(MOVED))?.name.slice(MOVED.length)

const hasRegister = async (tx: Transaction, schema: string): Promise<boolean> => {
  const columns = await tx.query(
    statement(sql`select from information_schema.columns where table_schema = ${schema}
      and table_name = 'schema_migration' and column_name in ('version', 'name', 'checksum')`),
  )
  return columns.length === 3
}

const isInPublic = async (tx: Transaction, first: Migration | undefined): Promise<boolean> => {
  if (!(await hasRegister(tx, 'public'))) return false
  const applied = await tx.query(
    statement(sql`select name, checksum from public.schema_migration order by version for update`),
  )
  const [one] = applied
  return (
    one?.name === first?.name &&
    one?.checksum === first?.checksum &&
    movedTo(applied.map(({ name }) => ({ name: String(name) }))) === undefined
  )
}

/**
 * One statement for each thing that is there by one of these names. Identity sequences go with their table; partitions,
 * whose names are made as they are needed, do not.
 */
const movesOf = async (tx: Transaction, names: readonly string[], to: string): Promise<string[]> => {
  const rows = await tx.query(
    statement(sql`select format('alter table public.%I set schema %I', relname, ${to}::text) as text from pg_class c
        where relnamespace = 'public'::regnamespace and relname = any(${names}::text[]) and relkind in ('r', 'p', 'S', 'v')
          and not exists (select from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0 and d.deptype in ('a', 'i', 'e'))
      union all
      select format('alter table public.%I set schema %I', c.relname, ${to}::text) from pg_inherits i
        join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
        where p.relnamespace = 'public'::regnamespace and p.relname = any(${names}::text[]) and p.relkind = 'p'
          and c.relnamespace = p.relnamespace and c.relkind = 'r'
      union all
      select format('alter function %s set schema %I', p.oid::regprocedure, ${to}::text) from pg_proc p
        where pronamespace = 'public'::regnamespace and proname = any(${names}::text[])
          and not exists (select from pg_depend d
            where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`),
  )
  return rows.map(({ text }) => String(text))
}

/** Functions that keep to the schema they were made in, whoever calls them, keep to this one from now on. */
const pinsOf = async (tx: Transaction, to: string): Promise<string[]> => {
  const rows = await tx.query(
    statement(sql`select format('alter function %s set search_path from current', oid::regprocedure) as text from pg_proc
      where pronamespace = quote_ident(${to})::regnamespace
        and exists (select from unnest(proconfig) setting where setting like 'search_path=%')`),
  )
  return rows.map(({ text }) => String(text))
}

/** The list of migrations is copied: in `public` it stays, with one more line. */
const copyHistory = async (tx: Transaction, to: string): Promise<void> => {
  await tx.execute('create table schema_migration (like public.schema_migration including all)')
  await tx.query(
    statement(sql`with history as (insert into schema_migration select * from public.schema_migration returning version)
      insert into public.schema_migration (version, name, checksum)
      select max(version) + 1, ${MOVED + to}, '' from history`),
  )
}

const move = async (tx: Transaction, known: readonly Migration[], to: string): Promise<void> => {
  const names = known.flatMap(({ script }) => [...script.matchAll(MADE)].map(([, made = '']) => made))
  const moves = await movesOf(
    tx,
    names.filter((name) => name !== 'schema_migration'),
    to,
  )
  try {
    for (const one of moves) await tx.execute(one)
    for (const one of await pinsOf(tx, to)) await tx.execute(one)
    await copyHistory(tx, to)
  } catch (error) {
    throw new MigrationError(
      `The register in the schema public could not be moved to ${to}, and is still there: ` +
        `${error instanceof Error ? error.message : String(error)}. DATABASE_SCHEMA=public goes on using it where it is.`,
    )
  }
}

/**
 * Where the schema of the session holds no register and `public` does: moves that one, or refuses to go on beside it,
 * because nobody can tell whether it is the same.
 * @returns whether it moved anything.
 */
export const moveFromPublic = async (
  tx: Transaction,
  known: readonly Migration[],
  { to, mayMove }: { readonly to: string; readonly mayMove: boolean },
): Promise<boolean> => {
  if (to === 'public' || (await hasRegister(tx, to)) || !(await isInPublic(tx, known[0]))) return false
  if (!mayMove)
    throw new MigrationError(
      `The schema public of this database holds a register, made before a schema could be chosen, and ${to} holds none. ` +
        'Move that one first: stop its servers and run `klantinteracties migrate` without DATABASE_SCHEMA, which takes ' +
        'it to the schema klantinteracties (`alter schema klantinteracties rename to …` gives it another name).',
    )
  await move(tx, known, to)
  return true
}
