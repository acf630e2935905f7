/** Statements of one turn of the event loop leave in one packet: the driver would write each on its own. */
import type pg from 'pg'

interface Wire {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

const gathering = new WeakSet<Wire>()

/** Holds back what this client writes until the present turn has asked everything. */
export const gather = (client: pg.Client | pg.PoolClient): void => {
  const wire = client as unknown as Wire
  if (gathering.has(wire)) return
  gathering.add(wire)
  wire.connection.stream.cork()
  // Not the next tick: promises that are settled already go on before this.
  setImmediate(() => {
    gathering.delete(wire)
    wire.connection.stream.uncork()
  })
}
