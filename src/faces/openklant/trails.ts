/** What answers leave in the processing log. */
import type { FastifyRequest } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import type { ProcessingLog } from '../../features/processing-log/processing-log.ts'
import { Trail } from '../../operations/trail.ts'
import { callerOfRequest } from './entrance.ts'
import type { Answer, Route } from './route.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const uuidIn = (text = ''): string => (UUID.test(text) ? text : (toUuid(text.split('.')[0]) ?? ''))

/** What an answer must leave in the processing log, if anything. */
export const beginTrail = (
  processingLog: ProcessingLog | undefined,
  { method, headers }: FastifyRequest,
  { needs }: Route,
): Trail | undefined =>
  processingLog && needs !== 'open' && method !== 'OPTIONS'
    ? new Trail({ traceparent: headers.traceparent, fscTransactionId: headers['fsc-transaction-id'] })
    : undefined

/** Leaves it there, once it is certain what the answer is. */
export const noteTrail = (
  processingLog: ProcessingLog | undefined,
  request: FastifyRequest,
  { needs }: Route,
  trail: Trail,
  { status, location }: Pick<Answer, 'status' | 'location'>,
): void => {
  const { method, routeOptions } = request
  const given = (request.params as { id?: string }).id ?? location?.slice(location.lastIndexOf('/') + 1)
  processingLog?.note({
    trail,
    method,
    route: routeOptions.url ?? '',
    scopes: needs === 'open' ? [] : (needs[method] ?? []).flat(),
    caller: callerOfRequest(request),
    object: uuidIn(given),
    status,
  })
}
