/** What the log may know of an error. Messages are not among it: they repeat what was read, stored or sent. */

/** Members of ours, of Node (`syscall`…) and of PostgreSQL (`constraint`…) that name things and never hold values. */
const ALLOWED = [
  'code',
  'severity',
  'constraint',
  'table',
  'column',
  'dataType',
  'routine',
  'syscall',
  'address',
  'port',
  'statusCode',
] as const

const MAX_FRAMES = 20
const MAX_DEPTH = 4

export interface ErrorMembers {
  readonly name: string
  /** Where it was thrown, innermost first. */
  readonly frames?: readonly string[]
  readonly cause?: ErrorMembers
  readonly [member: string]: unknown
}

/** The frames of a stack. It starts with the message, and a message may imitate frames. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim().slice('at '.length))
}

export const errorMembers = (error: unknown, depth = 0): ErrorMembers => {
  if (!(error instanceof Error)) return { name: error === null ? 'null' : typeof error }
  const members: Record<string, unknown> = {}
  for (const name of ALLOWED) {
    const value = (error as unknown as Record<string, unknown>)[name]
    if (typeof value === 'string' || typeof value === 'number') members[name] = value
  }
  // An aggregate says nothing itself: one connection attempt per address, and each fails in its own way.
  const cause = error instanceof AggregateError ? error.errors[0] : error.cause
  return {
    name: error.name,
    ...members,
    frames: framesOf(error),
    ...(cause !== undefined && depth < MAX_DEPTH ? { cause: errorMembers(cause, depth + 1) } : {}),
  }
}
