/** A register with rows in it, and a server on it. */
import type pg from 'pg'
import { declared } from '../../src/resources/index.ts'
import { sizesOf } from './content.ts'
import { fill } from './fill.ts'
import { createDatabase, type Database, reuseDatabase, type Server, startServer } from './register.ts'
import { type Content, openContent } from './requests.ts'

export interface Filled {
  readonly database: Database
  readonly server: Server
  readonly connection: pg.ClientConfig
  readonly content: Content
  /** Klantcontacten that it was filled with. */
  readonly klantcontacten: number
  /** Seconds that the filling took; 0 for one that was there. */
  readonly filledIn: number
}

/** A new register of this size, on the server of this address or embedded. `settings`: of the server on it. */
export const startFilled = async (
  url: string | undefined,
  size: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Filled> => {
  const sizes = sizesOf(size)
  const database = await createDatabase(url)
  try {
    const server = await startServer({ ...database, env: { ...database.env, ...settings } })
    const connection = await database.connection()
    const begun = performance.now()
    await fill(connection, declared, sizes)
    const filledIn = (performance.now() - begun) / 1000
    const content = await openContent(connection)
    return { database, server, connection, content, klantcontacten: sizes.klantcontacten, filledIn }
  } catch (error) {
    await database.drop()
    throw error
  }
}

/** One that was filled and kept before; a newer program migrates it first. */
export const startKept = async (url: string): Promise<Filled> => {
  const database = reuseDatabase(url)
  const server = await startServer(database)
  const connection = await database.connection()
  const content = await openContent(connection)
  // what was written while measuring has numbers from a thousand million on
  const [count] = await content.column('select max(id) as value from klantcontact where id < 1000000000')
  return { database, server, connection, content, klantcontacten: Number(count), filledIn: 0 }
}

export const stopFilled = async ({ database, server, content }: Filled, keep: boolean): Promise<void> => {
  await content.close()
  await server.stop()
  if (!keep) await database.drop()
}
