/** What a stretch of load came to. */
export interface Sample {
  /** Requests, or statements, that were answered. */
  readonly count: number
  readonly seconds: number
  /** Milliseconds of each. */
  readonly latencies: Float64Array
}

export const rateOf = ({ count, seconds }: Sample): number => count / seconds

export const together = (samples: readonly Sample[]): Sample => {
  const latencies = new Float64Array(samples.reduce((length, sample) => length + sample.latencies.length, 0))
  let at = 0
  for (const sample of samples) {
    latencies.set(sample.latencies, at)
    at += sample.latencies.length
  }
  return {
    count: samples.reduce((sum, { count }) => sum + count, 0),
    seconds: samples.reduce((sum, { seconds }) => sum + seconds, 0),
    latencies,
  }
}

/** The latency, in milliseconds, that this share of all stays under. */
export const quantile = ({ latencies }: Sample, share: number): number =>
  latencies.toSorted()[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
