/** A receiver of events, whatever it speaks. */
import type { Event } from './event.ts'

export interface Sink {
  readonly name: string
  readonly kind: string
  /** How many events it is sent at once; of one object always one at a time. */
  readonly atOnce: number
  wants(event: Event): boolean
  /** Resolves once the receiver has it for certain. Rejects otherwise, or when `signal` is aborted. */
  send(event: Event, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** A sink but for what it hears of. */
export type Speaker = Omit<Sink, 'wants'>

/** The receiver did not take it; `reason` is for the administrator, in words of ours. */
export class Undelivered extends Error {
  readonly reason: string
  constructor(reason: string) {
    super('a message was not delivered')
    this.name = 'Undelivered'
    this.reason = reason
  }
}

/** Codes name what went wrong; messages repeat addresses, and what was sent. */
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code
  return error.name === 'TimeoutError' ? 'timeout' : codeOf(error.cause)
}

export const reasonOf = (error: unknown): string =>
  error instanceof Undelivered ? error.reason : (codeOf(error) ?? (error instanceof Error ? error.name : 'error'))
