/** Everything that is measured, running: the register, a small one, the bare server, the driver and the load. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { list } from '../../src/derive/list.ts'
import { rendering } from '../../src/derive/rendering.ts'
import { FULL_SIGHT } from '../../src/derive/sight.ts'
import { hashOf } from '../../src/features/tokens/tokens.ts'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import { placesAt } from '../../src/operations/context.ts'
import { declared } from '../../src/resources/index.ts'
import { Shape } from '../../src/sql/sql.ts'
import type { BareJob } from './bare-server.ts'
import type { SqlJob } from './driver.ts'
import { startFilled, startKept, stopFilled } from './filled.ts'
import type { HttpJob } from './load.ts'
import type { Run } from './measure.ts'
import { startPeer } from './peer.ts'
import type { ReceiverJob } from './receiver.ts'
import { BESIDE, type Database, type Server, startServer } from './register.ts'
import { type RequestName, requests } from './requests.ts'
import type { Load, Row } from './rows.ts'
import type { Sample } from './sample.ts'

/** Connections of the load generator, and those to the database of whatever it asks. */
const CLIENTS = 32
const CONNECTIONS = 10
/** A token that may not see what is confidential, nor a BSN, nor notes. */
const FEW = 'f'.repeat(40)
const FEW_SCOPES = OPEN_KLANT_SCOPES.filter(
  (scope) => !['vertrouwelijk', 'notities'].includes(scope) && !scope.startsWith('bsn.'),
)

const addFew = async (connection: pg.ClientConfig): Promise<void> => {
  const client = new pg.Client(connection)
  await client.connect()
  const values = [hashOf(FEW), FEW_SCOPES]
  // A kept register may have it.
  await client.query("delete from token where identifier = 'few'")
  await client.query(`insert into token (identifier, hash, scopes) values ('few', decode($1, 'hex'), $2)`, values)
  await client.end()
}

/** Partijen of the small register. */
const SMALL = '1000'

const pageStatement = (base: string) => {
  const places = placesAt(declared, ({ path }) => `${base}/klantinteracties/api/v1/${path}`)
  const question = { filters: [], expansion: {}, expands: true, from: 'start' } as const
  const shape = new Shape(list(rendering(declared, FULL_SIGHT), declared.get('klantcontact'), question))
  return shape.with({ ...places, limit: 100, offset: 0 })
}

export interface Site {
  readonly run: Run
  readonly server: Server
  readonly database: Database
  /** As `Filled` has them. */
  readonly klantcontacten: number
  readonly filledIn: number
  stop(keep: boolean): Promise<void>
}

/** Two webhooks with one receiver behind them. */
const tellingTo = (receiver: string): Readonly<Record<string, string>> => ({
  BASE_URL: 'http://localhost',
  EVENT_SOURCE: 'urn:bench',
  BENCH_SECRET: 'not much of a secret',
  EVENT_SINKS: JSON.stringify(
    ['one', 'other'].map((name) => ({
      name,
      kind: 'webhook',
      url: receiver,
      secret: { env: 'BENCH_SECRET' },
      scopes: ['vertrouwelijk'],
    })),
  ),
})

/** Starts what these rows need. */
export const startSite = async (
  url: string | undefined,
  from: { readonly size: string } | { readonly kept: string },
  rows: readonly Row[],
): Promise<Site> => {
  const big = await ('kept' in from ? startKept(from.kept) : startFilled(url, from.size))
  const needs = (of: Load['of']): boolean => rows.some(({ load, against }) => load.of === of || against.of === of)
  if (needs('few rights')) await addFew(big.connection)
  const small = needs('small') ? await startFilled(url, SMALL) : undefined
  const receiver = startPeer<ReceiverJob, string>('receiver.js')
  const telling = needs('telling') ? await startFilled(url, SMALL, tellingTo(await receiver.ask(null))) : undefined
  const beside = (settings: Readonly<Record<string, string>>): Promise<Server> =>
    startServer({ ...big.database, env: { ...big.database.env, ...settings } }, BESIDE)
  const unremembered = needs('unremembered') ? await beside({ BENCH_WITHOUT: 'history' }) : undefined
  const untold = needs('untold') ? await beside({ BENCH_WITHOUT: 'events' }) : undefined
  const lines = needs('logged') ? mkdtempSync(join(tmpdir(), 'bench-')) : undefined
  const logged = lines ? await beside({ VERWERKINGENLOG: 'tabel', VERWERKINGENLOG_DIR: lines }) : undefined
  const bare = startPeer<BareJob, string>('bare-server.js')
  const driver = startPeer<SqlJob, Sample>('driver.js')
  const load = startPeer<HttpJob, Sample>('load.js')
  const bareAt = await bare.ask({ connection: big.connection, connections: CONNECTIONS })
  const known = new Map<string, Omit<HttpJob, 'seconds'>>()

  const jobOf = async (asks: RequestName, of: Load['of']): Promise<Omit<HttpJob, 'seconds'>> => {
    const { server: own, content } = { small, telling }[String(of)] ?? big
    const server = { unremembered, untold, logged }[String(of)] ?? own
    const job = {
      base: of === 'bare' ? bareAt : server.base,
      connections: CLIENTS,
      requests: await requests[asks](content, { authorization: `Token ${of === 'few rights' ? FEW : server.token}` }),
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
    const sample = await load.ask({ ...(known.get(`${asks} ${of}`) ?? (await jobOf(asks, of))), seconds })
    // What is still to be told is not to weigh on the next measurement.
    if (of === 'telling') await telling?.server.allTold()
    if (of === 'logged') await logged?.allLogged()
    return sample
  }

  return {
    run,
    server: big.server,
    database: big.database,
    klantcontacten: big.klantcontacten,
    filledIn: big.filledIn,
    stop: async (keep) => {
      await unremembered?.stop()
      await untold?.stop()
      await logged?.stop()
      if (lines) rmSync(lines, { recursive: true, force: true })
      for (const one of [small, telling]) if (one) await stopFilled(one, false)
      for (const peer of [load, driver, bare, receiver]) await peer.stop()
      await stopFilled(big, keep)
    },
  }
}
