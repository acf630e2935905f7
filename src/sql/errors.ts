/** Database errors become words of the register at this border. SQLSTATEs: PostgreSQL, appendix A of its manual. */

/** The database cannot be reached, is starting, or took too long: the request may be tried again later (503). */
export class Unavailable extends Error {
  constructor(cause: unknown) {
    super('the database is not available', { cause })
    this.name = 'Unavailable'
  }
}

interface DatabaseError extends Error {
  readonly code: string
  readonly constraint?: string
  readonly table?: string
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

/**
 * Class 08: connection. 57P01–57P03: going down, crashed, starting up. 53300: too many connections. 25006: the server
 * has become a standby, and the next connection may reach another.
 */
const LOSS = /^(08\w{3}|57P0[1-5]|53300|25006|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)$/

export const isConnectionLoss = (error: unknown): boolean =>
  error instanceof Error &&
  ((isDatabaseError(error) && LOSS.test(error.code)) ||
    /Connection terminated|connection error|Client was closed|not queryable|socket hang up/i.test(error.message))

/** Class 53: no memory, no disk space, no connections left; someone must make room, and then it works again. */
export const isOutOfResources = (error: unknown): boolean => isDatabaseError(error) && error.code.startsWith('53')

/** 57014: cancelled, by us or by `statement_timeout`. */
export const isCancelled = (error: unknown): boolean => isDatabaseError(error) && error.code === '57014'

/** 23505: a unique constraint; answers its name. */
export const violatedUnique = (error: unknown): string | undefined =>
  isDatabaseError(error) && error.code === '23505' ? error.constraint : undefined

/** 23503: a foreign key; answers its name. */
export const violatedReference = (error: unknown): string | undefined =>
  isDatabaseError(error) && error.code === '23503' ? error.constraint : undefined

/** Class 23: a value or a row that a constraint of the tables refuses; answers its name, or that of the table. */
export const violatedBy = (error: unknown): string | undefined =>
  isDatabaseError(error) && error.code.startsWith('23') ? (error.constraint ?? error.table) : undefined

/** 55P03: a lock that was not free in time. */
export const isOutOfTime = (error: unknown): boolean => isDatabaseError(error) && error.code === '55P03'

/** 40001 and 40P01: two transactions that exclude each other; the same request may succeed now. */
export const isConflict = (error: unknown): boolean =>
  isDatabaseError(error) && (error.code === '40001' || error.code === '40P01')
