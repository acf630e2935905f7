/** Cancels what runs for a client. The driver's own way to do so is marked as one that will go. */
import pg from 'pg'

/** A database that has not answered to a cancellation after these milliseconds is out of reach. */
export const GIVE_UP = 5_000

/** The driver's connection under a client, as far as it is needed here. */
interface Wire {
  readonly stream: { destroy(): void }
  connect(portOrPath: number | string, host?: string): void
  cancel(processId: number, secretKey: number): void
  on(event: 'connect' | 'end' | 'error', listener: () => void): void
}

interface Wired {
  readonly connection: Wire
  readonly host: string
  readonly port: number
  readonly processID: number
  readonly secretKey: number
}

const wired = (client: pg.Client | pg.PoolClient): Wired => client as unknown as Wired

/**
 * Asks PostgreSQL to cancel what runs for this client now: on a connection of its own, as the protocol wants it. So it
 * may come too late, and hit what the client runs next.
 * @returns whether it has arrived; what the client sends after that is safe from it.
 */
export const sendCancel = (client: pg.Client | pg.PoolClient, config: pg.ClientConfig): Promise<boolean> => {
  const { processID, secretKey } = wired(client)
  const { connection, host, port } = wired(new pg.Client(config))
  return new Promise((resolve) => {
    let sent = false
    const late = setTimeout(() => {
      sent = false
      connection.stream.destroy()
    }, GIVE_UP).unref()
    connection.on('connect', () => {
      sent = true
      connection.cancel(processID, secretKey)
    })
    connection.on('error', () => {
      sent = false
    })
    // PostgreSQL answers nothing: it closes the connection when it is done.
    connection.on('end', () => {
      clearTimeout(late)
      resolve(sent)
    })
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
    else connection.connect(port, host)
  })
}

/** Ends the connection of a client without a word to PostgreSQL; what waits for an answer on it fails. */
export const breakOff = (client: pg.Client | pg.PoolClient): void => wired(client).connection.stream.destroy()
