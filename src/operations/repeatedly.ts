/** A task of the program that is done every so often. */
export interface Repeating {
  /** Resolves once what is being done has ended. */
  stop(): Promise<void>
}

/**
 * One at a time, `everyMs` milliseconds apart; what fails is told to `failed`, and tried again the next time: a database
 * that is away is no reason to stop. Does not keep the process alive.
 */
export const repeatedly = (
  everyMs: number,
  task: () => Promise<unknown>,
  failed: (error: unknown) => void = () => {},
): Repeating => {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(async () => void (await task())).catch(failed)
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
