import { isIPv6 } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { createFirstToken } from '../features/tokens/tokens.ts'
import { createLog } from '../http/log.ts'
import { migrate } from '../sql/migrate.ts'
import { openDatabase } from '../sql/open.ts'
import { type Context, configOf } from './context.ts'
import { CommandError } from './failure.ts'
import { awaitStop } from './stop.ts'

/** How long requests that run may take to end after the program was asked to stop. */
const GRACE = 10_000

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; stop what listens there, or set PORT',
  EACCES: 'may not be used by this user; set PORT to 1024 or higher',
  EADDRNOTAVAIL: 'is not an address of this machine; set HOST',
  ENOTFOUND: 'is not an address of this machine; set HOST',
}

const listen = async (app: FastifyInstance, { host, port }: Config): Promise<void> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? LISTEN_ERRORS[String(error.code)] : undefined
    throw reason === undefined ? error : new CommandError(`${host}:${port} ${reason}.`)
  }
}

/** Where the server can be reached from this machine. */
const addressOf = (app: FastifyInstance, { host, subpath }: Config): string => {
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}${subpath}`
}

/** Stops accepting, lets what runs finish, and breaks off what takes longer than `GRACE`. */
const close = async (app: FastifyInstance): Promise<void> => {
  // Node closes the connections that are idle now; one that becomes idle later would stay open for its client.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const closing = app.close().finally(() => clearInterval(idle))
  const late = new AbortController()
  const inTime = await Promise.race([
    closing.then(() => true),
    wait(GRACE, false, { signal: late.signal, ref: false }).catch(() => true),
  ])
  late.abort()
  if (inTime) return
  app.log.warn({ after: GRACE }, 'requests were broken off')
  app.server.closeAllConnections()
  await Promise.race([closing, wait(1000, undefined, { ref: false })])
}

const serve = async (context: Context, { demo = false }: { demo?: boolean }): Promise<number> => {
  const config = configOf(context)
  const log = createLog(config.logLevel)
  const { signal, asked } = awaitStop(log)
  const { database, stop } = await openDatabase({ config, log, signal })
  let app: FastifyInstance | undefined
  try {
    for (const name of await migrate(database)) log.info({ migration: name }, 'migrated')
    const { createApp, fillDemo } = await import('../app.ts')
    const server = await createApp({ config, database, log })
    app = server
    const filled = demo && (await fillDemo({ config, database, log }))
    await listen(server, config)
    // Only now: a token that is made and not shown, because the port was taken, would be lost.
    const token = config.apiToken === undefined ? await createFirstToken(database, 'first') : undefined
    const address = addressOf(server, config)
    context.print(`Klantinteracties listens on  ${address}`)
    context.print(`Documentation                ${address}/klantinteracties/api/v1/schema/`)
    if (token !== undefined) {
      context.print(`API token                    ${token}`)
      context.print(
        'Keep it: it is not shown again. Another is made by: npx klantinteracties token create --identifier NAME',
      )
    }
    if (demo && !filled) context.say('The register is not empty: the demo was left out.')
    const code = await asked
    log.info({}, 'stopping')
    return code
  } finally {
    if (app !== undefined) await close(app)
    await stop()
  }
}

export const addServeCommand = (program: Command, context: Context, exit: (code: number) => void): void => {
  program
    .command('serve')
    .description('run the server; the settings come from the environment (docs/configuration.md)')
    .option('--demo', 'fill the register with the demo when it is empty')
    .action(async (options: { demo?: boolean }) => exit(await serve(context, options)))
}
