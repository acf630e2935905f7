/** Statements that come about together, sent without waiting for each other: every connection is pipelined. */
import type pg from 'pg'
import { isConnectionLoss, Unavailable } from './errors.ts'
import { gather } from './gather.ts'
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

export const ended = (): Unavailable => new Unavailable(new Error('nobody waits for this any more'))

/** The connection that a transaction runs on. */
interface Held {
  readonly client: pg.PoolClient
  readonly cancellation: Cancellation
  /** Says before when no cancellation is to be sent. */
  readonly notBefore: (ready: Promise<unknown>) => void
  readonly sent: (statement: Statement) => Promise<Row[]>
}

export const inTransaction = async <T>(held: Held, work: (tx: Transaction) => Promise<T>): Promise<T> => {
  const { client, cancellation, notBefore, sent } = held
  let isOpen = false
  let isFinished = false

  const begin = (): void => {
    if (isOpen) return
    isOpen = true
    const begun = client.query('begin')
    begun.catch(() => {})
    // Were `begin` itself cancelled, each statement sent behind it would be a transaction of its own.
    notBefore(begun)
  }

  const look = async (statement: Statement): Promise<Row[]> => {
    if (cancellation.cancelled) throw ended()
    gather(client)
    return sent(statement)
  }

  const finish = async (...statements: Statement[]): Promise<Row[]> => {
    if (cancellation.cancelled) throw ended()
    isFinished = true
    gather(client)
    const [only] = statements
    if (!isOpen && only && statements.length === 1) return sent(only)
    begin()
    const answers = statements.map(sent)
    const commit = client.query('commit')
    // Each is awaited in order, so the first failure is the cause; later ones only say that the transaction is off.
    for (const promise of [...answers, commit]) promise.catch(() => {})
    const rows = await Promise.all(answers)
    const { command } = await commit
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
    return rows.at(-1) ?? []
  }

  const tx: Transaction = {
    look,
    query: (statement) => {
      gather(client)
      begin()
      return look(statement)
    },
    execute: async (script) => {
      begin()
      await client.query(script)
    },
    finish,
  }
  try {
    const result = await work(tx)
    if (!isFinished && isOpen) await finish()
    return result
  } catch (error) {
    if (isOpen && !isConnectionLoss(error)) await client.query('rollback')
    throw error
  }
}
