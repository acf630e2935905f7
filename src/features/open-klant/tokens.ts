/** Tokens of clients, who go on using theirs. Only hashes stay. */
import { OPEN_KLANT_SCOPES } from '../../model/scopes.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { Report } from './report.ts'
import type { Moved } from './tables.ts'

const HASHED = sql`create temp table tokens_there as
  select *, sha256(convert_to(token, 'UTF8')) as hash from staged_token_tokenauth`

const CAME_IN = sql`exists (select from moved_in m where m.collection = 'token' and m.ids @> t.id)`
const USABLE = sql`s.token <> '' and s.identifier ~ '^[-a-zA-Z0-9_]{1,50}$'`

const tell = async (
  bulk: Bulk,
  report: Report,
  query: ReturnType<typeof sql>,
  how: { rule: string; reason: string; action: 'left out' | 'collides' },
): Promise<void> => {
  for (const { identifier } of await bulk.query(statement(query)))
    report.add({ collection: 'tokens', uuid: null, id: String(identifier), field: 'identifier', ...how })
}

/** Those that are unusable are reported; so are identifiers that a token made here has. */
const judge = async (bulk: Bulk, report: Report): Promise<void> => {
  await tell(bulk, report, sql`select identifier from tokens_there s where not (${USABLE})`, {
    rule: 'invalid',
    reason: 'It is empty, or its identifier has other characters than letters, digits, hyphens and underscores.',
    action: 'left out',
  })
  await tell(
    bulk,
    report,
    sql`select s.identifier from tokens_there s join token t on t.identifier = s.identifier
      where t.revoked_at is null and t.hash <> s.hash and not ${CAME_IN} and not exists (select from token k where k.hash = s.hash)`,
    { rule: 'collides', reason: 'A token of this name was made here.', action: 'collides' },
  )
}

/** Brings the tokens up to date: a new one under a known name takes its place, one that is gone is revoked. */
export const moveTokens = async (bulk: Bulk, report: Report, dryRun: boolean): Promise<Moved> => {
  await bulk.query(statement(HASHED))
  await bulk.query(statement(sql`drop table staged_token_tokenauth`))
  const collisions = report.collisions
  await judge(bulk, report)
  const [counts] = await bulk.query(
    statement(sql`select (select count(*) from tokens_there)::int as rows,
      (select count(*) from tokens_there s where ${USABLE} and not exists (select from token t where t.hash = s.hash))::int as fresh,
      (select count(*) from token t where t.revoked_at is null and ${CAME_IN} and not exists (select from tokens_there s where s.hash = t.hash))::int as gone`),
  )
  const moved = { rows: Number(counts?.rows), fresh: Number(counts?.fresh), changed: 0, gone: Number(counts?.gone) }
  if (dryRun || report.collisions > collisions) return { collection: 'tokens', ...moved }
  await bulk.query(
    statement(sql`update token t set revoked_at = now(), last_modified = now()
      where t.revoked_at is null and ${CAME_IN} and not exists (select from tokens_there s where s.hash = t.hash)`),
  )
  await bulk.query(
    statement(sql`insert into token (identifier, hash, contact_person, email, organization, application,
        administration, created, last_modified, scopes)
      select s.identifier, s.hash, s.contact_person, s.email, s.organization, s.application, s.administration,
        s.created, s.last_modified, ${[...OPEN_KLANT_SCOPES]}::text[]
      from tokens_there s where ${USABLE} and not exists (select from token t where t.hash = s.hash) order by s.id`),
  )
  await bulk.query(
    statement(sql`insert into moved_in (collection, ids)
      select 'token', coalesce(range_agg(int8range(t.id, t.id, '[]')), '{}')
        from token t where ${CAME_IN} or exists (select from tokens_there s where s.hash = t.hash)
      on conflict (collection) do update set ids = excluded.ids, moved_at = now()`),
  )
  return { collection: 'tokens', ...moved }
}
