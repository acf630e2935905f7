/**
 * A request with a key is done once, however often it is sent: the answer is written in the transaction of what it tells
 * of, and given again for a day. Processes know of each other by a lock of the database, which is let go when its holder
 * dies. Refusals and failures are not remembered: nothing came of them, so they may be tried again.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Call, Engine } from '../../operations/context.ts'
import type { Row } from '../../sql/database.ts'
import { violatedUnique } from '../../sql/errors.ts'
import { inside } from '../../sql/inside.ts'
import { slot, sql } from '../../sql/sql.ts'
import { type Asked, type Entry, entryOf } from './entry.ts'
import { KEPT } from './kept.ts'

/**
 * `busy`: the first request still runs. `other-request`: the key came with another one. `other-rights`: what the caller
 * may see has changed since. `destroyed`: the answer told of something that was destroyed.
 */
export type KeyConflictReason = 'busy' | 'other-request' | 'other-rights' | 'destroyed'

/** There is no answer to give again. */
export class KeyConflict extends Error {
  readonly reason: KeyConflictReason
  constructor(reason: KeyConflictReason) {
    super(`the key cannot be used: ${reason}`)
    this.name = 'KeyConflict'
    this.reason = reason
  }
}

export interface Answered<A> {
  readonly answer: A
  /** It was answered before. */
  readonly isAgain: boolean
}

/** Milliseconds that a request waits for the first one with its key, and between two looks. */
const PATIENCE = 1000
const LOOK_EVERY = { first: 5, last: 100 }

const id = slot('id', 'bytea')
/**
 * The lock, and what is known already. An answer that was committed after this statement began and before it had the lock is
 * not in it: then the primary key refuses the second one.
 */
const LOOK = sql`with expired as (delete from remembered_answer where id = ${id} and made_at <= now() - ${KEPT})
  select mine.is_ours, known.id is not null as is_known, known.fingerprint, known.sight, known.sealed
  from (select pg_try_advisory_xact_lock(hashtextextended(current_schema() || encode(${id}, 'hex'), 0)) as is_ours) mine
  left join remembered_answer known on known.id = ${id} and known.made_at > now() - ${KEPT}`
const REMEMBER = sql`insert into remembered_answer (id, fingerprint, sight, sealed, objects)
  values (${id}, ${slot('fingerprint', 'bytea')}, ${slot('sight', 'bytea')}, ${slot('sealed', 'bytea')}, ${slot('objects', 'uuid[]')})`
const ONE_ANSWER = 'remembered_answer_pkey'

/** As the register writes them. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** All that an answer names, so that it can go with any of them. */
const namedIn = (path: string, answer: string): string[] => [
  ...new Set([path.toLowerCase(), answer].flatMap((text) => text.match(UUID) ?? [])),
]

const answerIn = <A>(entry: Entry, { fingerprint, sight, sealed }: Row): A => {
  if (!entry.fingerprint.equals(fingerprint as Buffer)) throw new KeyConflict('other-request')
  if (sealed === null) throw new KeyConflict('destroyed')
  if (!entry.sight.equals(sight as Buffer)) throw new KeyConflict('other-rights')
  return JSON.parse(entry.open(sealed as Buffer)) as A
}

/**
 * Answers what `work` answers, or answered before: as JSON can say it. What `work` does with the call that it is given is
 * committed together with the answer. Throws `KeyConflict`, and what `work` throws.
 */
export const once = async <A extends object>(
  { database, statements }: Pick<Engine, 'database' | 'statements'>,
  call: Call,
  asked: Asked,
  work: (call: Call) => Promise<A>,
): Promise<Answered<A>> => {
  const entry = entryOf(call.caller, asked)
  const [look, remember] = [
    statements.shape('key look', 'own', () => LOOK),
    statements.shape('key remember', 'own', () => REMEMBER),
  ]
  /** Undefined while another is at it. */
  const attempt = (): Promise<Answered<A> | undefined> =>
    database.transaction(async (tx) => {
      const [found] = await tx.query(look.with({ id: entry.id }))
      if (found?.is_known === true) return { answer: answerIn<A>(entry, found), isAgain: true }
      if (found?.is_ours !== true) return undefined
      const answer = await work({ ...call, within: inside(tx) })
      const text = JSON.stringify(answer)
      const { id, fingerprint, sight } = entry
      const objects = namedIn(asked.path, text)
      await tx.finish(remember.with({ id, fingerprint, sight, sealed: entry.seal(text), objects }))
      return { answer, isAgain: false }
    }, call.cancellation)

  const until = performance.now() + PATIENCE
  for (let pause = LOOK_EVERY.first; ; pause = Math.min(pause * 2, LOOK_EVERY.last)) {
    const answered = await attempt().catch((error: unknown) => {
      if (violatedUnique(error) !== ONE_ANSWER) throw error
      return undefined
    })
    if (answered) return answered
    if (performance.now() > until) throw new KeyConflict('busy')
    await wait(pause)
  }
}
