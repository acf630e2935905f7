/** Statements that leave in one packet: the driver would write each on its own. */
import type pg from 'pg'

interface Wire {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

const wireOf = (client: pg.Client | pg.PoolClient): Wire['connection']['stream'] =>
  (client as unknown as Wire).connection.stream

const gathering = new WeakSet<object>()

/** Holds back what this client writes until the present turn of the event loop has asked everything. */
export const gather = (client: pg.Client | pg.PoolClient): void => {
  const wire = wireOf(client)
  if (gathering.has(wire)) return
  gathering.add(wire)
  wire.cork()
  // Not the next tick: promises that are settled already go on before this.
  setImmediate(() => {
    gathering.delete(wire)
    wire.uncork()
  })
}

/** The same for what `work` asks, which leaves at once: PostgreSQL is at it while other requests are still read. */
export const inOnePacket = <T>(client: pg.PoolClient, work: () => T): T => {
  const wire = wireOf(client)
  wire.cork()
  try {
    return work()
  } finally {
    wire.uncork()
  }
}
