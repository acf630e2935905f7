import { setTimeout as delay } from 'node:timers/promises'

/** Tries until it succeeds, for `patience` milliseconds; then fails as the last attempt did. */
export const eventually = async <T>(attempt: () => Promise<T> | T, patience = 10_000): Promise<T> => {
  for (const end = performance.now() + patience; ; await delay(20)) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > end) throw error
    }
  }
}
