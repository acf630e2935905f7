/** Measurements for Prometheus: requests, the pool of the database, and of Node itself among others its event loop. */
import type { FastifyInstance } from 'fastify'
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Observer } from './observe.ts'

export interface PoolSize {
  readonly total: number
  readonly idle: number
  /** Requests that wait for a connection. */
  readonly waiting: number
}

export type Values = Awaited<ReturnType<Registry['getMetricsAsJSON']>>
/** A number that is kept elsewhere, to be told as well: of each place, or of all. */
export interface Told {
  readonly kind: 'gauge' | 'counter'
  readonly name: string
  readonly help: string
  readonly read: () => readonly { readonly place?: string; readonly value: number }[]
}

/** A receiver of events. */
export interface Delivering {
  readonly sink: string
  readonly waiting: number
  readonly failed: number
  readonly dead: number
  /** Seconds. */
  readonly oldest: number
}

export interface Metrics {
  readonly observe: Observer
  /** The text that Prometheus reads. */
  text(): Promise<string>
  /** The same as values, to be added to those of other processes. */
  values(): Promise<Values>
  /** Measures receivers of events as well. */
  watch(deliveries: () => Promise<Delivering[]>): void
  /** Tells numbers that are kept elsewhere. */
  tell(numbers: readonly Told[]): void
  readonly contentType: string
}

/** In seconds; the fastest answers take half a millisecond. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const START = 'process_start_time_seconds'
const CLASSES = ['', '1xx', '2xx', '3xx', '4xx', '5xx']

const DELIVERIES = [
  ['waiting', 'events_waiting', 'Events that were not delivered yet.'],
  ['failed', 'events_failed', 'Events of which a delivery failed and that are tried again.'],
  ['dead', 'events_dead', 'Events that were given up.'],
  ['oldest', 'events_oldest_seconds', 'Age of the oldest event that was not delivered yet.'],
] as const

const measureDeliveries = (register: Registry, deliveries: () => Promise<Delivering[]>): void => {
  let asked: Promise<Delivering[]> | undefined
  /** All gauges are read at once, and ask once. */
  const ask = (): Promise<Delivering[]> => {
    asked ??= deliveries()
      .catch(() => [])
      .finally(() => {
        asked = undefined
      })
    return asked
  }
  for (const [member, name, help] of DELIVERIES) {
    new Gauge({
      name,
      help,
      labelNames: ['sink'],
      registers: [register],
      // Each process sees the same.
      aggregator: 'max',
      async collect() {
        for (const one of await ask()) this.set({ sink: one.sink }, one[member])
      },
    })
  }
}

const tellNumber = (register: Registry, { kind, name, help, read }: Told): void => {
  const options = { name, help, labelNames: ['place'], registers: [register] }
  const labelled = (place?: string) => (place === undefined ? {} : { place })
  if (kind === 'gauge') {
    const collect = function (this: Gauge): void {
      for (const { place, value } of read()) this.set(labelled(place), value)
    }
    new Gauge({ ...options, collect })
  } else {
    const collect = function (this: Counter): void {
      this.reset()
      for (const { place, value } of read()) this.inc(labelled(place), value)
    }
    new Counter({ ...options, collect })
  }
}

export const createMetrics = (pool: () => PoolSize): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 20 })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [register],
  })
  new Gauge({
    name: 'database_pool_connections',
    help: 'Connections to the database by state.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const { total, idle } = pool()
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'busy' }, total - idle)
    },
  })
  new Gauge({
    name: 'database_pool_waiting',
    help: 'Requests that wait for a connection to the database.',
    registers: [register],
    collect() {
      this.set(pool().waiting)
    },
  })
  return {
    observe: ({ request, route = '', status, ms }) => {
      const labels = { method: request.method, route, status: CLASSES[Math.floor(status / 100)] ?? '' }
      duration.observe(labels, ms / 1000)
    },
    text: () => register.metrics(),
    values: () => register.getMetricsAsJSON(),
    watch: (deliveries) => measureDeliveries(register, deliveries),
    tell: (numbers) => numbers.forEach((one) => tellNumber(register, one)),
    contentType: register.contentType,
  }
}

/** The text of several processes as one: sums, and of the event loop the average, the least or the most. */
export const summed = (all: readonly Values[]): Promise<string> => {
  const [first = [], ...others] = all
  // The library leaves out when processes started; of the first, which starts the others, it is worth to know.
  const kept = first.map((one) => (one.name === START ? { ...one, aggregator: 'first' as const } : one))
  return AggregatorRegistry.aggregate([kept, ...others]).metrics()
}

/** Serves the metrics at `/metrics`. No token: they hold no personal data, and Prometheus often has none. */
export const metricsRoute = (app: FastifyInstance, { metrics }: { metrics: Metrics }): void => {
  app.get('/metrics', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}
