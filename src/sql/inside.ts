/** A transaction as a database of its own: what begins and ends in it is a part of it, and undone alone when it fails. */
import { sql, statement } from './sql.ts'
import { firstFailure, type Queryable, type Row, type Transaction } from './transaction.ts'

export interface Inside extends Queryable {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

const MARK = statement(sql`savepoint part`)
const BACK = statement(sql`rollback to savepoint part`)

/** A part of `tx`: what it finishes is not committed. `underway`: what was sent and not waited for. */
const partOf = (tx: Transaction, underway: Promise<Row[]>[]): Transaction => {
  const send: Transaction['send'] = (one) => {
    const answer = tx.query(one)
    answer.catch(() => {})
    underway.push(answer)
    return answer
  }
  return {
    query: tx.query,
    look: tx.query,
    execute: tx.execute,
    send,
    finish: async (...statements) => {
      const last = statements.map(send).at(-1)
      // In order, so the first failure is the cause.
      for (const answer of underway) await answer
      return last ?? []
    },
  }
}

export const inside = (tx: Transaction): Inside => ({
  query: tx.query,
  execute: tx.execute,
  transaction: async (work) => {
    const underway: Promise<Row[]>[] = []
    const part = partOf(tx, underway)
    try {
      void part.send(MARK)
      const result = await work(part)
      await part.finish()
      return result
    } catch (error) {
      await tx.query(BACK).catch(() => {})
      throw await firstFailure(underway, error)
    }
  },
})
