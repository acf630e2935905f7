import cluster from 'node:cluster'
import type { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { createFirstToken } from '../features/tokens/tokens.ts'
import { createLog, type Log } from '../http/log.ts'
import type { Database } from '../sql/database.ts'
import { migrate } from '../sql/migrate.ts'
import { type OpenDatabase, openDatabase, poolShare } from '../sql/open.ts'
import { type Context, configOf } from './context.ts'
import { coresOf } from './cores.ts'
import { addressOf, close, listen } from './listening.ts'
import { awaitStop } from './stop.ts'
import { enlist } from './workers/crew.ts'
import { work } from './workers/work.ts'

interface Options {
  readonly demo?: boolean
}

interface Ready {
  readonly config: Config
  readonly database: Database
  readonly log: Log
}

/** Brings the database up to date, and fills it with the demo when asked. */
const prepare = async (context: Context, ready: Ready, { demo = false }: Options): Promise<void> => {
  for (const name of await migrate(ready.database)) ready.log.info({ migration: name }, 'migrated')
  if (!demo) return
  const { fillDemo } = await import('../app.ts')
  if (!(await fillDemo(ready))) context.say('The register is not empty: the demo was left out.')
}

/** Tells where the server is. A first token is made only now: one that is not shown, because the port was taken, would be lost. */
const welcome = async (context: Context, { config, database }: Ready, port: number): Promise<void> => {
  const token = config.apiToken === undefined ? await createFirstToken(database, 'first') : undefined
  const address = addressOf(port, config)
  context.print(`Klantinteracties listens on  ${address}`)
  context.print(`Documentation                ${address}/klantinteracties/api/v1/schema/`)
  if (token === undefined) return
  context.print(`API token                    ${token}`)
  context.print(
    'Keep it: it is not shown again. Another is made by: npx klantinteracties token create --identifier NAME',
  )
}

/** This process has the database, and with one worker it answers itself. */
const serve = async (context: Context, options: Options): Promise<number> => {
  const config = configOf(context)
  const log = createLog(config.logLevel)
  const { signal, asked } = awaitStop(log)
  const workers = config.workers ?? coresOf()
  // The first loads while the database starts.
  const crew = workers > 1 ? enlist(workers, log) : undefined
  let opened: OpenDatabase | undefined
  let app: FastifyInstance | undefined
  try {
    opened = await openDatabase({ config, log, signal })
    const { database, connection } = opened
    const ready: Ready = { config, database, log }
    await prepare(context, ready, options)
    let port: number | undefined
    if (crew) {
      const most = await poolShare(database, workers)
      port = await Promise.race([crew.begin({ connection, most }, database), asked.then(() => undefined)])
    } else {
      const { createApp } = await import('../app.ts')
      app = await createApp(ready)
      port = await listen(app, config)
    }
    if (port !== undefined) await welcome(context, ready, port)
    const code = await asked
    log.info({}, 'stopping')
    return code
  } finally {
    if (app !== undefined) await close(app)
    await crew?.stop()
    await opened?.stop()
  }
}

export const addServeCommand = (program: Command, context: Context, exit: (code: number) => void): void => {
  program
    .command('serve')
    .description('run the server; the settings come from the environment (docs/configuration.md)')
    .option('--demo', 'fill the register with the demo when it is empty')
    .action(async (options: Options) => exit(cluster.isWorker ? await work(context) : await serve(context, options)))
}
