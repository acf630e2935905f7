/** For commands that take long: what was begun is ended in order when the person or the machine asks to stop. */
import { CommandError } from './failure.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs work that stops when its signal says so. */
export const untilInterrupted = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController()
  const stop = (): void => controller.abort(new CommandError('Stopped. Nothing was changed.'))
  for (const name of SIGNALS) process.on(name, stop)
  try {
    return await work(controller.signal)
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
  }
}
