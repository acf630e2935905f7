/** Whether the server lives and can do its work, for those who start and stop it (behaviour.md §6.6). No token needed. */
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface HealthOptions {
  /** Rejects when the database does not answer. */
  readonly checkDatabase: () => Promise<unknown>
}

/** An answer that takes longer is of no use to a probe. */
const PATIENCE = 2500
const NO_CACHE = 'max-age=0, no-cache, no-store, must-revalidate, private'
/** Open Klant's name for it. */
const DATABASE = "Database(alias='default')"

const answer = (reply: FastifyReply, status: number, body: Record<string, string>): FastifyReply =>
  // As bytes: for text the server library would add a charset, which Open Klant's answer does not have.
  reply
    .code(status)
    .headers({ 'content-type': 'application/json', 'cache-control': NO_CACHE })
    .send(Buffer.from(JSON.stringify(body)))

/** One check at a time: a flood of probes must not become a flood of queries. */
const shared = (check: () => Promise<unknown>): (() => Promise<boolean>) => {
  let running: Promise<boolean> | undefined
  const once = async (): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, PATIENCE, false)
    })
    const works = check().then(
      () => true,
      () => false,
    )
    try {
      return await Promise.race([works, late])
    } finally {
      clearTimeout(timer)
    }
  }
  return () => {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }
}

export const healthRoutes = (app: FastifyInstance, { checkDatabase }: HealthOptions): void => {
  const databaseWorks = shared(checkDatabase)
  const report = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const works = await databaseWorks()
    return answer(reply, works ? 200 : 500, { [DATABASE]: works ? 'OK' : 'unavailable' })
  }
  app.get('/_healthz/livez/', (_request, reply) => answer(reply, 200, {}))
  app.get('/_healthz/readyz/', report)
  app.get('/_healthz/', report)
  // Relative, so that it also holds behind a proxy that adds a path.
  for (const [path, target] of [
    ['/_healthz', '_healthz/'],
    ['/_healthz/livez', 'livez/'],
    ['/_healthz/readyz', 'readyz/'],
  ] as const)
    app.get(path, (_request, reply) => reply.redirect(target, 301))
}
