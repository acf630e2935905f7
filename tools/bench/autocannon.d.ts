/** What we use of autocannon, which has no types of its own. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  export interface Client {
    setRequests(requests: readonly object[]): void
    /** The connection ends after this many requests, once the last of them was answered. */
    responseMax: number
  }

  export interface Result {
    readonly non2xx: number
    readonly errors: number
    readonly timeouts: number
  }

  interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    /** Milliseconds. */
    readonly sampleInt: number
    readonly setupClient: (client: Client) => void
  }

  const run: (options: Options, done: (error: Error | null, result: Result) => void) => EventEmitter
  export default run
}
