/** Measures the same requests in registers of several sizes, in turns, and how much longer they take in the larger. */
import type { Filled } from './filled.ts'
import type { GrowthRow } from './growth-rows.ts'
import type { HttpJob, HttpRequest } from './load.ts'
import type { Settings } from './measure.ts'
import { type Peer, startPeer } from './peer.ts'
import type { Build } from './requests.ts'
import { median, quantile, rateOf, type Sample, together } from './sample.ts'

const CLIENTS = 16
/** Seconds before a row counts: what is asked in a turn has been asked, and is in memory, before. */
const WARM_UP = 3
/** Milliseconds that no request may take at p99. */
const MOST = 250

export interface Grown {
  readonly row: GrowthRow
  /** Of each register: milliseconds, and times that of the smallest. */
  readonly sizes: readonly { readonly p50: number; readonly times: number }[]
  /** Of the largest. */
  readonly p99: number
  /** As the limit counts, in the largest: times, or milliseconds. */
  readonly amount: number
  readonly ok: boolean
}

type Ask = (of: Filled, build: Build, seconds: number, connections: number) => Promise<Sample>

/** How much longer: the median over the turns, so that what else the machine does weighs on both. */
const timesOf = (own: readonly Sample[], others: readonly Sample[]): number =>
  median(own.map((sample, round) => rateOf(others[round] ?? sample) / rateOf(sample)))

const grow = async (row: GrowthRow, registers: readonly Filled[], ask: Ask, settings: Settings): Promise<Grown> => {
  const { limit } = row
  const clients = 'alone' in limit ? 1 : CLIENTS
  const largest = registers.at(-1)
  if (!largest) throw new Error('no register to measure')
  const base = 'of' in limit && limit.of === 'first' ? limit.first : undefined
  for (const one of registers) await ask(one, row.asks, WARM_UP, clients)
  const samples = registers.map((): Sample[] => [])
  const bases: Sample[] = []
  for (let round = 0; round < settings.rounds; round++) {
    for (const [index, one] of registers.entries())
      samples[index]?.push(await ask(one, row.asks, settings.seconds, clients))
    if (base) bases.push(await ask(largest, base, settings.seconds, clients))
  }
  const [smallest = [], last = []] = [samples[0], samples.at(-1)]
  const whole = together(last)
  const p99 = quantile(whole, 0.99)
  const times = timesOf(last, base ? bases : smallest)
  const amount = 'alone' in limit ? quantile(whole, 0.5) : times
  return {
    row,
    sizes: samples.map((own) => ({ p50: quantile(together(own), 0.5), times: timesOf(own, smallest) })),
    p99,
    amount,
    ok: 'alone' in limit ? amount <= limit.alone : amount <= limit.times && p99 <= MOST,
  }
}

/** Asks registers; the requests of each are made up once. */
const asking = (load: Peer<HttpJob, Sample>): Ask => {
  const known = new Map<Filled, Map<Build, readonly HttpRequest[]>>()
  return async (of, build, seconds, connections) => {
    const made = known.get(of) ?? new Map<Build, readonly HttpRequest[]>()
    const { base, token } = of.server
    const asked = made.get(build) ?? (await build(of.content, { authorization: `Token ${token}` }))
    known.set(of, made.set(build, asked))
    return load.ask({ base, requests: asked, connections, seconds })
  }
}

/** The registers from small to large. Rows are told as they are measured; answers whether all reach their target. */
export const growth = async (
  registers: readonly Filled[],
  rows: readonly GrowthRow[],
  settings: Settings,
  tell: (grown: Grown) => void,
): Promise<boolean> => {
  const load = startPeer<HttpJob, Sample>('load.js')
  const ask = asking(load)
  let isGood = true
  try {
    for (const row of rows) {
      const grown = await grow(row, registers, ask, settings)
      isGood = grown.ok && isGood
      tell(grown)
    }
  } finally {
    await load.stop()
  }
  return isGood
}
