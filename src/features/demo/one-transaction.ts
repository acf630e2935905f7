/** Operations that each are a transaction, together in one: they all come about, or none does. */

import type { Engine } from '../../operations/context.ts'
import { Statements } from '../../operations/statements.ts'
import type { Database, Transaction } from '../../sql/database.ts'
import type { Statement } from '../../sql/sql.ts'

/** The transaction as if it were a database: what an operation would commit is kept for the commit of the whole. */
const asDatabase = (tx: Transaction, { schema, pool }: Database): Database => {
  // Names of prepared statements belong to the server that shares these connections; here each runs a few times only.
  const query = ({ text, values }: Statement) => tx.query({ text, values })
  const send = (statement: Statement) => {
    const answer = query(statement)
    answer.catch(() => {})
    return answer
  }
  const inner: Transaction = {
    query,
    look: query,
    send,
    execute: (script) => tx.execute(script),
    finish: async (...statements) => (await Promise.all(statements.map(query))).at(-1) ?? [],
  }
  return {
    schema,
    query,
    quick: query,
    execute: inner.execute,
    transaction: (work) => work(inner),
    together: (work) => work(inner),
    bulk: () => Promise.reject(new Error('a bulk of rows is a transaction of its own')),
    cancel: () => {},
    pool,
    close: async () => {},
  }
}

/**
 * Runs work whose operations belong to one transaction of `engine`. An operation that fails makes the whole fail: the
 * work must not go on after it, because PostgreSQL takes no more statements.
 */
export const inOneTransaction = <T>(
  engine: Engine,
  work: (engine: Engine, tx: Transaction) => Promise<T>,
): Promise<T> =>
  engine.database.transaction((tx) =>
    work({ ...engine, database: asDatabase(tx, engine.database), statements: new Statements() }, tx),
  )
