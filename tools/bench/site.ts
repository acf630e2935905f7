/** Everything that is measured, running: the register, a small one, the bare server, the driver and the load. */
import type pg from 'pg'
import { list } from '../../src/derive/list.ts'
import { rendering } from '../../src/derive/object.ts'
import { register } from '../../src/model/register.ts'
import { placesAt } from '../../src/operations/context.ts'
import { resources } from '../../src/resources/index.ts'
import { Shape } from '../../src/sql/sql.ts'
import type { BareJob } from './bare-server.ts'
import { sizesOf } from './content.ts'
import type { SqlJob } from './driver.ts'
import { fill } from './fill.ts'
import type { HttpJob } from './load.ts'
import type { Run } from './measure.ts'
import { startPeer } from './peer.ts'
import { createDatabase, type Database, type Server, startServer, UNREMEMBERED } from './register.ts'
import { type Content, openContent, type RequestName, requests } from './requests.ts'
import type { Load, Row } from './rows.ts'
import type { Sample } from './sample.ts'

/** Connections of the load generator, and those to the database of whatever it asks. */
const CLIENTS = 32
const CONNECTIONS = 10
/** Partijen of the small register. */
const SMALL = 1000

const declared = register(resources)

const pageStatement = (base: string) => {
  const places = placesAt(declared, ({ path }) => `${base}/klantinteracties/api/v1/${path}`)
  const question = { filters: [], expansion: {}, expands: true, from: 'start' } as const
  const shape = new Shape(list(rendering(declared), declared.get('klantcontact'), question))
  return shape.with({ ...places, limit: 100, offset: 0 })
}

interface Filled {
  readonly database: Database
  readonly server: Server
  readonly connection: pg.ClientConfig
  readonly content: Content
}

const startFilled = async (url: string | undefined, partijen: number): Promise<Filled> => {
  const database = await createDatabase(url)
  try {
    const server = await startServer(database)
    const connection = await database.connection()
    await fill(connection, declared, sizesOf(partijen))
    return { database, server, connection, content: await openContent(connection) }
  } catch (error) {
    await database.drop()
    throw error
  }
}

const stopFilled = async ({ database, server, content }: Filled, keep: boolean): Promise<void> => {
  await content.close()
  await server.stop()
  if (!keep) await database.drop()
}

export interface Site {
  readonly run: Run
  readonly server: Server
  readonly database: Database
  stop(keep: boolean): Promise<void>
}

/** Starts what these rows need. */
export const startSite = async (url: string | undefined, partijen: number, rows: readonly Row[]): Promise<Site> => {
  const big = await startFilled(url, partijen)
  const needsSmall = rows.some(({ against }) => against.of === 'small')
  const small = needsSmall ? await startFilled(url, SMALL) : undefined
  const needsOther = rows.some(({ against }) => against.of === 'unremembered')
  const unremembered = needsOther ? await startServer(big.database, UNREMEMBERED) : undefined
  const bare = startPeer<BareJob, string>('bare-server.js')
  const driver = startPeer<SqlJob, Sample>('driver.js')
  const load = startPeer<HttpJob, Sample>('load.js')
  const bareAt = await bare.ask({ connection: big.connection, connections: CONNECTIONS })
  const known = new Map<string, Omit<HttpJob, 'seconds'>>()

  const jobOf = async (asks: RequestName, of: Load['of']): Promise<Omit<HttpJob, 'seconds'>> => {
    const { content } = of === 'small' && small ? small : big
    const server = of === 'unremembered' && unremembered ? unremembered : (of === 'small' && small ? small : big).server
    const job = {
      base: of === 'bare' ? bareAt : server.base,
      connections: CLIENTS,
      requests: await requests[asks](content, { authorization: `Token ${server.token}` }),
    }
    known.set(`${asks} ${of}`, job)
    return job
  }

  const run: Run = async ({ asks, of }, seconds) => {
    if (asks === 'driver') {
      const { text, values } = pageStatement(big.server.base)
      return driver.ask({
        connection: big.connection,
        text,
        values,
        connections: CONNECTIONS,
        inFlight: CLIENTS,
        seconds,
      })
    }
    return load.ask({ ...(known.get(`${asks} ${of}`) ?? (await jobOf(asks, of))), seconds })
  }

  return {
    run,
    server: big.server,
    database: big.database,
    stop: async (keep) => {
      for (const peer of [load, driver, bare]) await peer.stop()
      await unremembered?.stop()
      if (small) await stopFilled(small, false)
      await stopFilled(big, keep)
    },
  }
}
