/** The workers of a server: they begin together, are replaced when they die, and are stopped together. */
import cluster from 'node:cluster'
import { join } from 'node:path'
import type { Log } from '../../http/log.ts'
import { createMetrics, type PoolSize, summed } from '../../http/metrics.ts'
import { type Supervised, supervise } from '../../sql/embedded/supervise.ts'
import { fork, type Member } from './member.ts'
import type { Orders } from './messages.ts'

export interface Crew {
  /**
   * Has all of them answer requests, of which this process only measures its own connections. Resolves with the port.
   * @throws CommandError when one of them cannot.
   */
  begin(orders: Orders, own: { readonly pool: PoolSize }): Promise<number>
  stop(): Promise<void>
}

/** This file runs from build/src/cli/workers. */
const MAIN = join(import.meta.dirname, '..', '..', 'main.js')

/** Starts the processes; they load, and wait for their orders. */
export const enlist = (count: number, log: Log): Crew => {
  cluster.setupPrimary({ exec: MAIN, args: ['serve'], serialization: 'advanced' })
  // Each takes connections from the socket itself. Handed out by this process, one that a worker has not yet taken when
  // it dies would stay open, and its client would wait for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const members = new Set<Member>()
  const working = new Set<Member>()
  let kept: readonly Supervised[] = []
  let measureOwn: (() => ReturnType<Member['measure']>) | undefined

  const sum = async (): Promise<string> => {
    const all = await Promise.all([measureOwn?.(), ...[...working].map((member) => member.measure())])
    return summed(all.filter((values) => values !== undefined))
  }
  const hire = (): Member => {
    const member = fork(sum)
    members.add(member)
    member.ended.then(() => {
      members.delete(member)
      working.delete(member)
    })
    return member
  }
  const begun = async (member: Member, orders: Orders): Promise<number> => {
    const port = await member.begin(orders)
    working.add(member)
    return port
  }

  const first = Array.from({ length: count }, hire)
  return {
    begin: async (orders, own) => {
      measureOwn = createMetrics(() => own.pool).values
      const [port = 0] = await Promise.all(first.map((member) => begun(member, orders)))
      log.info({ processes: first.map(({ pid }) => pid) }, 'the workers listen')
      const another = async (): Promise<Member> => {
        const member = hire()
        await begun(member, orders)
        return member
      }
      kept = first.map((member) =>
        supervise('a worker', member, another, (level, text, members = {}) => log[level](members, text)),
      )
      return port
    },
    stop: async () => {
      // Those that are kept first, or they would be replaced.
      await Promise.all([...kept.map((one) => one.stop()), ...[...members].map((member) => member.stop())])
    },
  }
}
