/** How many processors the program may use. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** What a container may use, as Linux tells it there: microseconds of processor time in every so many, or `max`. */
const QUOTA = '/sys/fs/cgroup/cpu.max'

/** The processors in that text; undefined where there is no limit. */
export const quotaIn = (text: string): number | undefined => {
  const [, time, period] = /^(\d+) (\d+)/.exec(text) ?? []
  return time === undefined || period === undefined ? undefined : Math.max(1, Math.round(Number(time) / Number(period)))
}

export const coresOf = (): number => {
  let quota: number | undefined
  try {
    quota = quotaIn(readFileSync(QUOTA, 'utf8'))
  } catch {
    // Not Linux, or an older one.
  }
  return Math.min(availableParallelism(), quota ?? Number.POSITIVE_INFINITY)
}
