/**
 * Writers that share a transaction: those that arrive while others commit go along with the next. Beginning and
 * committing cost PostgreSQL more than a row does, so at busy moments that is most of what a write costs.
 *
 * None of them notices the others. Where something is wrong with one, or one has to wait for a lock, the transaction is
 * undone and each gets one of its own, which says what is wrong with that one alone.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Unavailable } from './errors.ts'
import { type Statement, sql, statement } from './sql.ts'
import { type Cancellation, Ended, type Row, type Transaction } from './transaction.ts'

/** Transactions at once: while one commits, the next is written. */
const LANES = 2

/** Writers in one transaction: those beside one that fails are few. */
const MOST = 16

/** Milliseconds after which a lane goes on without its last transaction, whatever that one waits for. */
const PATIENCE = 100

/** Who waits longer than these milliseconds for a lock waits alone. */
const NO_WAITING = statement(sql`set local lock_timeout = 100`)

type Transact = <T>(work: (tx: Transaction) => Promise<T>, cancellation: Cancellation) => Promise<T>

/** What one writer sends, and what it is told. */
interface Unit {
  readonly statements: readonly Statement[]
  readonly cancellation: Cancellation
  readonly take: (answers: readonly Row[][]) => void
  readonly fail: (error: unknown) => void
}

const asksNothing = (): never => {
  throw new Error('who shares a transaction only sends and finishes')
}

/** Runs `work` with a transaction that keeps what is sent until it is finished, and then has `write` send it. */
const collect = async <T>(
  work: (tx: Transaction) => Promise<T>,
  write: (statements: readonly Statement[]) => Promise<readonly Row[][]>,
): Promise<T> => {
  const statements: Statement[] = []
  let finished: (answers: Promise<readonly Row[][]>) => void
  const answers = new Promise<readonly Row[][]>((resolve) => {
    finished = resolve
  })
  const send = (one: Statement): Promise<Row[]> => {
    const place = statements.push(one) - 1
    const answer = answers.then((all) => all[place] ?? [])
    answer.catch(() => {})
    return answer
  }
  let isFinished = false
  const finish = async (...more: Statement[]): Promise<Row[]> => {
    isFinished = true
    const last = more.map(send).at(-1)
    finished(write(statements))
    await answers
    return last ?? []
  }
  const result = await work({ send, finish, query: asksNothing, look: asksNothing, execute: asksNothing })
  // What it sent would be lost without a word.
  if (!isFinished) throw new Error('who shares a transaction finishes it')
  return result
}

/** Waits for `work`, but no longer than this. */
const atMost = async (ms: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}

/** Sends what all of them want to send, and commits. Answers, of each, the rows of each statement. */
const writeAll = async (tx: Transaction, units: readonly Unit[]): Promise<Row[][][]> => {
  if (units.length > 1) void tx.send(NO_WAITING)
  const answers = units.map(({ statements }) => statements.map((one) => tx.send(one)))
  await tx.finish()
  return Promise.all(answers.map((some) => Promise.all(some)))
}

/** Whether nothing came of it for a reason that may be one writer's. Without an answer it may have been committed. */
const isUndone = (error: unknown): boolean => error instanceof Ended || !(error instanceof Unavailable)

export interface Sharing {
  /**
   * Runs work that only sends and finishes in a transaction that it may share. That ends where one of those who share it
   * is cancelled; the others go on.
   */
  readonly run: Transact
  /** How many wait for the next transaction. */
  readonly waiting: number
  /** Whether several are in one transaction now. */
  readonly isCrowded: boolean
}

export const sharing = (transaction: Transact, cancel: (cancellation: Cancellation) => void): Sharing => {
  const waiting: Unit[] = []
  let lanes = 0
  /** Transactions under way that several share. */
  let crowds = 0

  const settle = async (units: readonly Unit[], cancellation: Cancellation): Promise<void> => {
    const answers = await transaction((tx) => writeAll(tx, units), cancellation)
    units.forEach((unit, index) => unit.take(answers[index] ?? []))
  }

  const settleAlone = (unit: Unit): Promise<void> => settle([unit], unit.cancellation).catch(unit.fail)

  const settleAll = async (units: readonly Unit[]): Promise<void> => {
    const shared: Cancellation = {}
    for (const { cancellation } of units) cancellation.stop = () => cancel(shared)
    let failure: { error: unknown } | undefined
    crowds++
    await settle(units, shared).catch((error: unknown) => {
      failure = { error }
    })
    crowds--
    for (const { cancellation } of units) cancellation.stop = undefined
    if (!failure) return
    const { error } = failure
    if (isUndone(error)) await Promise.all(units.map(settleAlone))
    else for (const unit of units) unit.fail(error)
  }

  /** Takes the next out of the queue: from here on who is cancelled has no place in it to give up. */
  const takeNext = (): Unit[] => {
    const units = waiting.splice(0, MOST)
    for (const { cancellation } of units) cancellation.stop = undefined
    return units
  }

  const serve = async (): Promise<void> => {
    // Others of this turn of the event loop come along.
    await nextTurn()
    while (waiting.length > 0) {
      const units = takeNext()
      const [only] = units
      await atMost(PATIENCE, only && units.length === 1 ? settleAlone(only) : settleAll(units))
    }
    lanes--
  }

  const write = (statements: readonly Statement[], cancellation: Cancellation): Promise<readonly Row[][]> =>
    new Promise((take, fail) => {
      const unit: Unit = { statements, cancellation, take, fail }
      cancellation.stop = () => {
        cancellation.stop = undefined
        waiting.splice(waiting.indexOf(unit), 1)
        fail(new Ended())
      }
      waiting.push(unit)
      if (lanes >= LANES) return
      lanes++
      void serve()
    })

  return {
    run: (work, cancellation) =>
      collect(work, async (statements) => {
        if (cancellation.cancelled) throw new Ended()
        return write(statements, cancellation)
      }),
    get waiting() {
      return waiting.length
    },
    get isCrowded() {
      return crowds > 0
    },
  }
}
