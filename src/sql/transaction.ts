/** Statements that come about together, sent without waiting for each other: every connection is pipelined. */
import type pg from 'pg'
import { isConnectionLoss, Unavailable } from './errors.ts'
import { inOnePacket } from './gather.ts'
import type { Statement } from './sql.ts'

export type Row = Record<string, unknown>

export interface Queryable {
  /** Runs one statement; answers its rows. */
  query(statement: Statement): Promise<Row[]>
  /** Runs a script of several statements without parameters. */
  execute(script: string): Promise<void>
}

/**
 * A transaction begins with the first statement that writes or locks. What is looked up before needs none, and one
 * statement that is alone is its own.
 */
export interface Transaction extends Queryable {
  /** Reads what may be otherwise by the time of the write: constraints are there for that. */
  look(statement: Statement): Promise<Row[]>
  /**
   * Writes in the same flight as what is asked next, or as the commit. To be awaited after that at the earliest; that it
   * failed shows at the end as well.
   */
  send(statement: Statement): Promise<Row[]>
  /**
   * Sends the statements and the commit in one flight; answers the rows of the last statement once the commit is
   * certain. Nothing may be sent after it.
   */
  finish(...statements: Statement[]): Promise<Row[]>
}

/** What a request holds while it waits for the database, so that what outlives the request can be cancelled. */
export interface Cancellation {
  cancelled?: boolean
  /** Ends what the holder waits for on its connection; undefined while it has none. */
  stop?: (() => void) | undefined
}

/** Nobody waits for it any more, so it was not begun or not gone on with: nothing came of it. */
export class Ended extends Unavailable {
  constructor() {
    super(new Error('nobody waits for this any more'))
    this.name = 'Ended'
  }
}

/** The connection that a transaction runs on. */
interface Held {
  readonly client: pg.PoolClient
  readonly cancellation: Cancellation
  /** Says before when no cancellation is to be sent. */
  readonly notBefore: (ready: Promise<unknown>) => void
  readonly sent: (statement: Statement) => Promise<Row[]>
  /** Says that nobody else can use the connection after this. */
  readonly spoil: () => void
}

interface Waiting {
  readonly statement: Statement
  readonly take: (answer: Promise<Row[]>) => void
}

/** What failed first of what was sent: the others only say that the transaction is off. */
export const firstFailure = async (underway: readonly Promise<unknown>[], error: unknown): Promise<unknown> => {
  const outcomes = await Promise.allSettled(underway)
  return outcomes.find((outcome) => outcome.status === 'rejected')?.reason ?? error
}

export const inTransaction = async <T>(held: Held, work: (tx: Transaction) => Promise<T>): Promise<T> => {
  const { client, cancellation, notBefore, sent, spoil } = held
  let isOpen = false
  let isFinished = false
  /** Not on the wire yet. */
  const waiting: Waiting[] = []
  /** What was sent and not waited for. */
  const underway: Promise<unknown>[] = []

  const begin = (): void => {
    if (isOpen) return
    isOpen = true
    const begun = client.query('begin')
    begun.catch(() => {})
    // Were `begin` itself cancelled, each statement sent behind it would be a transaction of its own.
    notBefore(begun)
  }

  const send = (statement: Statement): Promise<Row[]> => {
    const answer = new Promise<Row[]>((take) => waiting.push({ statement, take }))
    answer.catch(() => {})
    return answer
  }

  const flush = (): void => {
    for (const { statement, take } of waiting.splice(0)) {
      const answer = sent(statement)
      underway.push(answer)
      take(answer)
    }
  }

  /** In order, so the first failure is the cause; later ones only say that the transaction is off. */
  const answered = async (): Promise<void> => {
    for (const answer of underway) await answer
  }

  const ask = (statement: Statement, opens: boolean): Promise<Row[]> => {
    if (cancellation.cancelled) throw new Ended()
    return inOnePacket(client, () => {
      if (opens || waiting.length > 0) begin()
      flush()
      return sent(statement)
    })
  }

  const commit = async (): Promise<void> => {
    const committed = inOnePacket(client, () => {
      begin()
      flush()
      return client.query('commit')
    })
    committed.catch(() => {})
    await answered()
    const { command } = await committed
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
  }

  const finish = async (...statements: Statement[]): Promise<Row[]> => {
    if (cancellation.cancelled) throw new Ended()
    isFinished = true
    const last = statements.map(send).at(-1)
    if (isOpen || waiting.length > 1) await commit()
    else {
      flush()
      await answered()
    }
    return last ?? []
  }

  const tx: Transaction = {
    look: async (statement) => ask(statement, false),
    query: async (statement) => ask(statement, true),
    send,
    execute: async (script) => {
      begin()
      flush()
      await client.query(script)
    },
    finish,
  }
  try {
    const result = await work(tx)
    if (!isFinished && (isOpen || waiting.length > 0)) await finish()
    return result
  } catch (error) {
    const cause = await firstFailure(underway, error)
    if (isOpen && !isConnectionLoss(cause)) await client.query('rollback').catch(spoil)
    throw cause
  }
}
