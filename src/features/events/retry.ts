/** When to try again (behaviour.md §6.1): each wait is four times the one before, and after seven it is over. */
const FACTOR = 4
const RETRIES = 7
/** Of the first wait, so that the usual 25 seconds end at 52,000. */
const LONGEST = 2080

/**
 * @param failed attempts so far.
 * @returns seconds to wait, or undefined when there is no next attempt.
 */
export const waitAfter = (failed: number, firstSeconds: number): number | undefined =>
  failed > RETRIES ? undefined : firstSeconds * Math.min(FACTOR ** (failed - 1), LONGEST)
