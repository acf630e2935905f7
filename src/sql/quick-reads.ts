/**
 * Connections that quick reads share: many requests are on the wire at once, and what a turn of the event loop asks
 * leaves in one packet. On two cores that is a third more answers a second than a connection for each.
 *
 * Only for statements that are quick whatever they are given, because PostgreSQL answers those of a connection in order.
 */
import type pg from 'pg'
import { breakOff, GIVE_UP } from './cancel.ts'
import { gather } from './gather.ts'

interface Lane {
  readonly client: Promise<pg.Client>
  waiting: number
}

export interface QuickReads {
  query<R extends pg.QueryResultRow>(
    query: pg.QueryConfig,
    cancellation: { stop?: (() => void) | undefined },
  ): Promise<R[]>
  /** Ends the connections once they have answered; it does not wait for that. */
  close(): void
}

/** `connect` makes a connection that is ready; at most `size` of them are open. */
export const quickReads = (connect: () => Promise<pg.Client>, size: number): QuickReads => {
  const lanes = new Set<Lane>()

  const open = (): Lane => {
    const lane: Lane = {
      client: connect().then((client) => {
        client.on('error', () => lanes.delete(lane))
        client.on('end', () => lanes.delete(lane))
        return client
      }),
      waiting: 0,
    }
    lane.client.catch(() => lanes.delete(lane))
    lanes.add(lane)
    return lane
  }

  /** The one with the shortest queue; another is opened while all have one. */
  const choose = (): Lane => {
    let best: Lane | undefined
    for (const lane of lanes) if (!best || lane.waiting < best.waiting) best = lane
    return best && (best.waiting === 0 || lanes.size >= size) ? best : open()
  }

  return {
    query: async <R extends pg.QueryResultRow>(
      query: pg.QueryConfig,
      cancellation: { stop?: (() => void) | undefined },
    ) => {
      const lane = choose()
      lane.waiting++
      let givingUp: NodeJS.Timeout | undefined
      try {
        const client = await lane.client
        // One answer that nobody waits for any more is not worth a cancellation; a server that has stopped answering is.
        cancellation.stop = () => {
          givingUp ??= setTimeout(breakOff, GIVE_UP, client).unref()
        }
        gather(client)
        return (await client.query<R>(query)).rows
      } finally {
        cancellation.stop = undefined
        clearTimeout(givingUp)
        lane.waiting--
      }
    },
    close: () => {
      for (const lane of lanes)
        lane.client.then(
          (client) => client.end(),
          () => {},
        )
    },
  }
}
