/** The load generator: requests over HTTP, as many at a time as there are connections. */
import autocannon, { type Client, type Result } from 'autocannon'
import { serveJobs } from './peer.ts'
import type { Sample } from './sample.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpJob {
  /** Scheme, host and port. */
  readonly base: string
  /** Dealt out over the connections, which each repeat their share. */
  readonly requests: readonly HttpRequest[]
  readonly connections: number
  readonly seconds: number
}

/** Seconds after which no answer is expected any more. */
const PATIENCE = 120

const run = ({ base, requests, connections, seconds }: HttpJob): Promise<Sample> =>
  new Promise((resolve, reject) => {
    const latencies: number[] = []
    const clients: Client[] = []
    const setupClient = (one: Client): void => {
      const turn = clients.length % Math.min(connections, requests.length)
      const own = requests.filter((_, index) => index % connections === turn)
      one.setRequests(own.map((request) => ({ ...request })))
      clients.push(one)
    }
    // Its own end breaks off what is under way, which would have the server cancel statements into the next measurement.
    const finish = (): void => {
      for (const one of clients) one.responseMax = 1
    }
    setTimeout(finish, seconds * 1000)
    const start = performance.now()
    let end = start
    const done = (error: Error | null, { non2xx, errors, timeouts }: Result): void => {
      if (error) reject(error)
      else if (non2xx + errors + timeouts > 0)
        reject(new Error(`${requests[0]?.path}: ${non2xx} refused, ${errors} errors, ${timeouts} timeouts`))
      else resolve({ count: latencies.length, seconds: (end - start) / 1000, latencies: Float64Array.from(latencies) })
    }
    const instance = autocannon({ url: base, connections, duration: PATIENCE, sampleInt: 50, setupClient }, done)
    instance.on('response', (_client: Client, _status: number, _bytes: number, milliseconds: number) => {
      latencies.push(milliseconds)
      end = performance.now()
    })
  })

serveJobs(run)
