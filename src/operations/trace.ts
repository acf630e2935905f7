/** Which trace a request belongs to: W3C Trace Context, and behind it what FSC gives. */
import { randomUUID } from 'node:crypto'

export interface Trace {
  /** 32 hexadecimal digits. */
  readonly trace: string
  /** 16 hexadecimal digits: the step of the caller in the same trace; empty where it names none. */
  readonly parent: string
}

/** `version-trace-parent-flags`; a later version may say more behind it. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-|$)/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const hexOf = (uuid: string): string => uuid.replaceAll('-', '')

/** The trace that a caller began, or else a new one. Anything that is no trace is not believed. */
export const traceOf = (traceparent: unknown, fscTransactionId: unknown): Trace => {
  if (typeof traceparent === 'string') {
    const [, trace, parent] = TRACEPARENT.exec(traceparent.trim()) ?? []
    if (trace !== undefined && parent !== undefined) return { trace, parent }
  }
  const fsc = typeof fscTransactionId === 'string' ? fscTransactionId.trim().toLowerCase() : ''
  return { trace: hexOf(UUID.test(fsc) ? fsc : randomUUID()), parent: '' }
}

/** 16 hexadecimal digits. */
export const newSpan = (): string => {
  const uuid = randomUUID()
  return uuid.slice(19, 23) + uuid.slice(24)
}

/** The step of the nth person in an answer: the first is the step of the request itself. */
export const spanOf = (span: string, index: number): string => {
  if (index === 0) return span
  const last = (Number.parseInt(span.slice(8), 16) + index) % 2 ** 32
  return span.slice(0, 8) + last.toString(16).padStart(8, '0')
}
