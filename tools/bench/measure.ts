/** Measures rows: a row and its baseline take turns, so that what else the machine does weighs on both. */
import type { Row } from './rows.ts'
import { median, quantile, rateOf, type Sample, together } from './sample.ts'

export interface Settings {
  readonly rounds: number
  /** Seconds of load in each round, for each of the two. */
  readonly seconds: number
}

export interface Measured {
  readonly row: Row
  /** Requests a second. */
  readonly rate: number
  readonly baselineRate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** As the target counts: a share of the baseline's rate, or times its time. */
  readonly ratio: number
  readonly ok: boolean
}

/** Seconds of load before a row counts: a server that has just started runs on code that is not compiled yet. */
const WARM_UP = 1.5

export type Run = (load: Row['load'], seconds: number) => Promise<Sample>

export const measure = async (row: Row, run: Run, { rounds, seconds }: Settings): Promise<Measured> => {
  await run(row.against, WARM_UP / 2)
  await run(row.load, WARM_UP)
  const baselines: Sample[] = []
  const own: Sample[] = []
  for (let round = 0; round < rounds; round++) {
    baselines.push(await run(row.against, seconds))
    own.push(await run(row.load, seconds))
  }
  const shares = own.map((sample, round) => rateOf(sample) / rateOf(baselines[round] ?? sample))
  const share = median(shares)
  const whole = together(own)
  return {
    row,
    rate: rateOf(whole),
    baselineRate: rateOf(together(baselines)),
    p50: quantile(whole, 0.5),
    p99: quantile(whole, 0.99),
    ratio: 'atLeast' in row.target ? share : 1 / share,
    ok: 'atLeast' in row.target ? share >= row.target.atLeast : 1 / share <= row.target.atMost,
  }
}
