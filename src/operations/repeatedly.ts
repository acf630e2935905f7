/** A task of the program that is done every so often. */
export interface Repeating {
  /** Resolves once what is being done has ended. */
  stop(): Promise<void>
}

/**
 * One at a time, `everyMs` milliseconds apart; what fails is told to `failed`, and tried again the next time: a database
 * that is away is no reason to stop. `atOnce`: the first time now. Does not keep the process alive.
 */
export const repeatedly = (
  everyMs: number,
  task: () => Promise<unknown>,
  failed: (error: unknown) => void = () => {},
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): Repeating => {
  let running: Promise<void> = Promise.resolve()
  const work = (): void => {
    running = running.then(async () => void (await task())).catch(failed)
  }
  if (atOnce) work()
  const timer = setInterval(work, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
