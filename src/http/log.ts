/**
 * The log: JSON lines. One line per request with its id, route pattern, status, duration and the
 * who sent it: the name of the token, client or person. Never in it: addresses with their queries, headers, bodies, messages of errors (`error-members.ts`).
 */
import { randomBytes } from 'node:crypto'
import {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino'
import { errorMembers } from './error-members.ts'
import { logStream } from './log-stream.ts'
import type { Caller } from '../operations/caller.ts'
import type { Observer } from './observe.ts'

export type Log = Logger

/** Text that our libraries write may quote an address or a value. */
const withoutValues = (text: string): string => text.replace(/"[^"]*"|'[^']*'|\S*\?\S*/g, '…')

const withoutErrors = (line: Record<string, unknown>): Record<string, unknown> => {
  for (const name in line) {
    if (line[name] instanceof Error) return withoutErrors({ ...line, [name]: errorMembers(line[name]) })
  }
  return line
}

/** ISO 8601, in milliseconds; written out once for all lines of a millisecond. */
const createClock = (): (() => string) => {
  let at = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== at) {
      at = now
      text = `,"time":"${new Date(now).toISOString()}"`
    }
    return text
  }
}

/** To standard output, unless another stream is given. `members` stand in every line. */
export const createLog = (
  level: LevelWithSilent,
  stream: DestinationStream = logStream(1),
  members: Readonly<Record<string, unknown>> | null = null,
): Log =>
  pino(
    {
      level,
      base: members,
      timestamp: createClock(),
      formatters: { level: (label) => ({ level: label }), log: withoutErrors },
      serializers: {
        req: (request: Partial<FastifyRequest>) => ({ id: request.id, method: request.method }),
        res: (reply: Partial<FastifyReply>) => ({ status: reply.statusCode }),
      },
      hooks: {
        // pino would take the message of an error that comes without a text
        logMethod([first, second]: unknown[], method) {
          const text = typeof second === 'string' ? second : 'error'
          if (first instanceof Error) method.call(this, { error: first }, text)
          else if (typeof first === 'string') method.call(this, withoutValues(first))
          else method.call(this, first as object, text)
        },
      },
    },
    stream,
  )

/** Logs why a request failed; the line of the request itself follows when it has been answered. */
export const logFailure = (
  log: FastifyBaseLogger,
  request: FastifyRequest,
  error: unknown,
  text = 'request failed',
): void =>
  log.error(
    { requestId: request.id, method: request.method, route: request.routeOptions.url, error: errorMembers(error) },
    text,
  )

/** The server library's own lines: those per request are ours to write, the others keep to what we allow. */
class QuietLogController extends LogController {
  override incomingRequest(): void {}
  override requestCompleted(): void {}
  override routeNotFound(): void {}
  override defaultErrorLog(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.statusCode >= 500) logFailure(request.log, request, error)
  }
  override streamError(error: Error, request: FastifyRequest): void {
    if ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
    logFailure(request.log, request, error, 'answer broken off')
  }
  override writeHeadError(error: Error, request: FastifyRequest): void {
    logFailure(request.log, request, error)
  }
}

type LogOptions = Pick<FastifyServerOptions, 'logController' | 'childLoggerFactory' | 'genReqId'>

/** Options with which the server library logs through `log`. */
export const serverLogging = (log: Log): LogOptions & { loggerInstance: FastifyBaseLogger } => {
  const run = randomBytes(5).toString('hex')
  let count = 0
  return {
    loggerInstance: log,
    logController: new QuietLogController(),
    // A logger for each request would cost as much as the line itself; the line names the request anyway.
    childLoggerFactory: (logger) => logger,
    genReqId: () => {
      count += 1
      return `${run}-${count.toString(36)}`
    },
  }
}

/** Whose request it is, once that is known. */
export type CallerOf = (request: FastifyRequest) => Caller | undefined

/** Under its kind, so that a person is never taken for a token of the same name; and who a client says that uses it. */
const membersOf = ({ kind, name, user }: Caller): Readonly<Record<string, string>> =>
  user === undefined ? { [kind]: name } : { [kind]: name, user }

/** Writes one line for every request. */
export const requestLog =
  (log: Log, callerOf: CallerOf): Observer =>
  ({ request, route, status, ms }) => {
    const who = callerOf(request)
    const line = {
      requestId: request.id,
      method: request.method,
      route,
      status,
      ms: Math.round(ms * 100) / 100,
      ...(who && membersOf(who)),
    }
    if (status < 500) log.info(line, 'request')
    else log.error(line, 'request')
  }
