/** The driver alone: one statement, again and again, without a server around it. */
import pg from 'pg'
import { serveJobs } from './peer.ts'
import type { Sample } from './sample.ts'

export interface SqlJob {
  readonly connection: pg.PoolConfig
  readonly text: string
  readonly values: readonly unknown[]
  /** Connections, and statements at a time. */
  readonly connections: number
  readonly inFlight: number
  readonly seconds: number
}

const pools = new Map<string, pg.Pool>()

const poolOf = ({ connection, connections }: SqlJob): pg.Pool => {
  const key = JSON.stringify(connection)
  const pool = pools.get(key) ?? new pg.Pool({ ...connection, max: connections, options: '-c jit=off -c timezone=UTC' })
  // an embedded database ends with its server
  pool.on('error', () => {})
  pools.set(key, pool)
  return pool
}

const run = async (job: SqlJob): Promise<Sample> => {
  const pool = poolOf(job)
  const latencies: number[] = []
  const start = performance.now()
  const until = start + job.seconds * 1000
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const sent = performance.now()
      await pool.query({ name: 'page', text: job.text, values: [...job.values] })
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: job.inFlight }, one))
  return {
    count: latencies.length,
    seconds: (performance.now() - start) / 1000,
    latencies: Float64Array.from(latencies),
  }
}

serveJobs(run)
