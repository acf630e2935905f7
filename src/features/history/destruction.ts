/**
 * Destruction: what the law says must go, goes from the versions too. One proposes a list, another approves it; then the
 * objects go from the register like any that are removed, and a function of the database erases their versions.
 */
import { randomUUID } from 'node:crypto'
import type { Resource } from '../../model/resource.ts'
import { attempt } from '../../operations/attempt.ts'
import { type Call, type Change, type Engine, tell, type Work } from '../../operations/context.ts'
import { removeTogether } from '../../operations/destroy.ts'
import { Absent, refuse } from '../../operations/problem.ts'
import type { Queryable, Row, Transaction } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import {
  type Doomed,
  type Emptied,
  emptyRecords,
  everythingWith,
  keysOfNamed,
  type Named,
  nameableOf,
} from './doomed.ts'

export const GROUNDS = ['archiefwet', 'avg_17', 'foutief_geregistreerd'] as const

export interface Proposal {
  readonly grond: (typeof GROUNDS)[number]
  readonly toelichting: string
  readonly objecten: readonly Named[]
}

/** What a certificate says: enough to carry out the list once more. */
export interface Certificate {
  readonly lijst: number
  readonly uuid: string
  readonly grond: string
  readonly toelichting: string
  readonly voorgesteldDoor: string
  readonly goedgekeurdDoor: string
  readonly objecten: readonly { readonly collectie: string; readonly id: number; readonly uuid: string }[]
}

const personOf = ({ caller }: Call): string => `${caller.kind} ${caller.name}`

/**
 * By what a caller is known beside that: the actor that it is, and the name of the person, of a token that of whom to ask
 * about it. Who has any of these in common is one person, with two ways to sign in. The user that a client names is
 * none of them: it can name whom it likes, and is one itself.
 */
const knownAs = async (tx: Transaction, { caller }: Call): Promise<string[]> => {
  const { kind, name, actor } = caller
  const [token] = await tx.query(
    statement(sql`select contact_person from token
      where ${kind} in ('token', 'client') and identifier = ${name} and revoked_at is null`),
  )
  const person = kind === 'person' ? name : String(token?.contact_person ?? '')
  const plain = person.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
  return [...(actor === undefined ? [] : [`actor ${actor}`]), ...(plain === '' ? [] : [`naam ${plain}`])]
}

const byResource = (doomed: readonly Doomed[], only: (one: Doomed) => boolean): [Resource, string[]][] => {
  const ids = new Map<Resource, string[]>()
  for (const one of doomed.filter(only)) ids.set(one.resource, [...(ids.get(one.resource) ?? []), one.id])
  return [...ids]
}

/** `stays`: the objects do, and only what they were is erased. */
const enlist = async (tx: Transaction, lijst: string, doomed: readonly Emptied[], stays = false): Promise<void> => {
  const columns = [
    doomed.map(({ resource }) => resource.table),
    doomed.map(({ id }) => id),
    doomed.map(({ uuid }) => uuid),
  ]
  await tx.query(
    statement(sql`insert into vernietigd_object (lijst, blijft, collectie, id, uuid)
      select ${lijst}::bigint, ${stays}::boolean, * from unnest(${columns[0]}::text[], ${columns[1]}::bigint[], ${columns[2]}::uuid[])
      on conflict do nothing`),
  )
}

/**
 * Makes a list of these objects, which the caller must see, and all that goes with them. Answers its uuid. Throws
 * `Forbidden`, or `Refused`.
 */
export const proposeDestruction = (engine: Engine, call: Call, proposal: Proposal): Promise<string> =>
  attempt(
    engine,
    call,
    () => false,
    async (tx) => {
      const known = await nameableOf(engine, call, tx, proposal.objecten)
      refuse(
        proposal.objecten.flatMap(({ resource, uuid }, index) =>
          known.has(`${resource.name} ${uuid}`)
            ? []
            : [{ name: `objecten.${index}`, code: 'does_not_exist', reason: 'Dit object is en was er niet.' }],
        ),
      )
      const keys = await keysOfNamed(engine, tx, proposal.objecten)
      const start = new Map([...keys].map(([resource, rows]) => [resource, rows.map(({ id }) => id)]))
      const uuid = randomUUID()
      const [list] = await tx.query(
        statement(sql`insert into vernietigingslijst (uuid, grond, toelichting, voorgesteld_door, voorgesteld_als)
          values (${uuid}, ${proposal.grond}, ${proposal.toelichting}, ${personOf(call)}, ${await knownAs(tx, call)}::text[]) returning nummer::text`),
      )
      await enlist(tx, list?.nummer as string, await everythingWith(engine, tx, start))
      return uuid
    },
  )

/** Takes what is there still out of the register, and erases the versions of all. Answers the certificate. */
const carryOut = async (engine: Engine, work: Work, lijst: string, door: string): Promise<Certificate> => {
  const { tx, changes } = work
  const listed = await tx.query(
    statement(sql`select collectie, id::text from vernietigd_object where lijst = ${lijst}::bigint and not blijft`),
  )
  const start = new Map(
    engine.register.remembered.map((resource) => [
      resource,
      listed.filter(({ collectie }) => collectie === resource.table).map(({ id }) => id as string),
    ]),
  )
  // What came to hang on them since the list was made goes as well.
  const doomed = await everythingWith(engine, tx, start)
  await enlist(tx, lijst, doomed)
  const emptied = await emptyRecords(engine, tx, doomed)
  await enlist(tx, lijst, emptied, true)
  changes.push(...emptied.map(({ resource, id }): Change => ({ action: 'change', resource, id, followed: true })))
  await removeTogether(
    engine,
    // Two people decided on what the law says must go, restricted or not.
    { ...work, call: { ...work.call, thaws: true } },
    byResource(doomed, ({ isThere }) => isThere),
  )
  await tell(engine, work, changes)
  const [row] = await tx.query(statement(sql`select vernietig(${lijst}::bigint, ${door}) as certificaat`))
  return row?.certificaat as Certificate
}

/** One at a time: the role of the server may not lock a list. */
const LOCK = sql`select pg_advisory_xact_lock(hashtext('klantinteracties.vernietiging'), hashtext(current_schema()))`

/** Carries out a list that another proposed. Throws `Absent`, or `Refused`. */
export const approveDestruction = (engine: Engine, call: Call, uuid: string): Promise<Certificate> =>
  attempt(
    engine,
    call,
    () => true,
    async (tx) => {
      await tx.query(statement(LOCK))
      const changes: Change[] = []
      const [list] = await tx.query(
        statement(
          sql`select nummer::text, goedgekeurd_op,
              voorgesteld_door = ${personOf(call)} or voorgesteld_als && ${await knownAs(tx, call)}::text[] as is_own
            from vernietigingslijst where uuid = ${uuid}`,
        ),
      )
      if (!list) throw new Absent()
      const fault = (code: string, reason: string) => refuse([{ name: 'nonFieldErrors', code, reason }])
      if (list.goedgekeurd_op !== null) fault('al-vernietigd', 'Deze lijst is al uitgevoerd.')
      if (list.is_own === true) {
        fault('vier-ogen', 'Wie een lijst voorstelt, keurt die niet zelf goed, ook niet met een andere token.')
      }
      return carryOut(engine, { tx, changes, call }, list.nummer as string, personOf(call))
    },
  )

/**
 * Carries out once more what a certificate says, after a backup was put back from before. Answers false when the
 * database knows of it already.
 */
export const replayDestruction = (engine: Engine, call: Call, certificate: Certificate): Promise<boolean> =>
  attempt(
    engine,
    call,
    () => true,
    async (tx) => {
      await tx.query(statement(LOCK))
      const { lijst, uuid, grond, toelichting, voorgesteldDoor, goedgekeurdDoor, objecten } = certificate
      const [known] = await tx.query(
        statement(sql`select uuid, goedgekeurd_op from vernietigingslijst where nummer = ${lijst}`),
      )
      if (known && known.uuid !== uuid) throw new Error(`list ${lijst} is another list in this database`)
      if (known && known.goedgekeurd_op !== null) return false
      if (!known) {
        await tx.query(
          statement(sql`insert into vernietigingslijst (nummer, uuid, grond, toelichting, voorgesteld_door)
            overriding system value values (${lijst}, ${uuid}, ${grond}, ${toelichting}, ${voorgesteldDoor})`),
        )
        await tx.query(
          statement(sql`select setval(pg_get_serial_sequence('vernietigingslijst', 'nummer'),
            greatest(${lijst}, (select max(nummer) from vernietigingslijst)))`),
        )
      }
      const doomed = objecten.map(({ collectie, id, uuid }): Doomed => {
        const resource = engine.register.remembered.find(({ table }) => table === collectie)
        if (!resource) throw new Error(`there are no ${collectie}`)
        return { resource, id: String(id), uuid, isThere: false }
      })
      await enlist(tx, String(lijst), doomed)
      const changes: Change[] = []
      await carryOut(engine, { tx, changes, call }, String(lijst), goedgekeurdDoor)
      return true
    },
  )

const FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
const SHOWN = sql`l.nummer::integer as lijst, l.uuid, l.grond, l.toelichting, l.voorgesteld_door as "voorgesteldDoor",
  to_char(l.voorgesteld_op at time zone 'UTC', ${FORMAT}) as "voorgesteldOp", l.goedgekeurd_door as "goedgekeurdDoor",
  to_char(l.goedgekeurd_op at time zone 'UTC', ${FORMAT}) as "goedgekeurdOp"`

/** All lists, the last first, without their objects. */
export const listDestructions = ({ database }: Engine): Promise<Row[]> =>
  database.query(
    statement(sql`select ${SHOWN}, (select count(*)::integer from vernietigd_object o where o.lijst = l.nummer and not o.blijft) as aantal
      from vernietigingslijst l order by l.nummer desc`),
  )

/** A list with its objects and, once it was carried out, its certificate. Throws `Absent`. */
export const readDestruction = async (database: Queryable, uuid: string): Promise<Row> => {
  const objects = sql`(select coalesce(json_agg(json_build_object('collectie', o.collectie, 'uuid', o.uuid) order by o.collectie, o.id), '[]')
    from vernietigd_object o where o.lijst = l.nummer and not o.blijft) as objecten`
  const [row] = await database.query(
    statement(sql`select ${SHOWN}, ${objects}, l.certificaat from vernietigingslijst l where l.uuid = ${uuid}`),
  )
  if (!row) throw new Absent()
  return row
}
