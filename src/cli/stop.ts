/** When to stop: on SIGTERM and SIGINT, and on an error that nobody caught. */

import { errorMembers } from '../http/error-members.ts'
import type { Log } from '../http/log.ts'

/** A terminal and npm both pass on Ctrl-C: what comes so soon after the first is the same one. */
const SAME_SIGNAL = 1000
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

export interface Stop {
  /** Aborted when the program must stop. */
  readonly signal: AbortSignal
  /** Resolves with the exit code when the program must stop. */
  readonly asked: Promise<0 | 1>
}

/** From here on a signal no longer ends the process: the caller must end it. A second one, later, does so at once. */
export const awaitStop = (log: Log): Stop => {
  const controller = new AbortController()
  let since: number | undefined
  const asked = new Promise<0 | 1>((resolve) => {
    const stop = (code: 0 | 1): void => {
      if (since !== undefined && performance.now() - since > SAME_SIGNAL) process.exit(1)
      since ??= performance.now()
      controller.abort()
      resolve(code)
    }
    for (const name of SIGNALS) process.on(name, () => stop(0))
    for (const name of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(name, (error: unknown) => {
        // Node would print the message, and with it what the error is about.
        log.fatal({ error: errorMembers(error) }, name)
        stop(1)
      })
  })
  return { signal: controller.signal, asked }
}
