/** The workers of a server: they are replaced when they die, and are stopped together. */
import cluster from 'node:cluster'
import { join } from 'node:path'
import type { Log } from '../../http/log.ts'
import { createMetrics, type PoolSize, summed } from '../../http/metrics.ts'
import { type Supervised, supervise } from '../../sql/embedded/supervise.ts'
import { fork, type Member } from './member.ts'
import type { Orders } from './messages.ts'

export interface Crew {
  /**
   * Has the first answer requests, and then starts the others: all at once would keep each other from it. Resolves with
   * the port. `own` are the connections of this process, which are measured, too.
   * @throws CommandError when it cannot.
   */
  begin(orders: Orders, own: { readonly pool: PoolSize }): Promise<number>
  stop(): Promise<void>
}

/** This file runs from build/src/cli/workers. */
const MAIN = join(import.meta.dirname, '..', '..', 'main.js')

/** Starts the first process, which loads, and waits for its orders. */
export const enlist = (count: number, log: Log): Crew => {
  // Each takes connections from the socket itself. Handed out by this process, one that a worker has not yet taken when
  // it dies would stay open, and its client would wait for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  // After the policy, which it fixes.
  cluster.setupPrimary({ exec: MAIN, args: ['serve'], serialization: 'advanced' })
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
    log.info({ process: member.pid }, 'a worker listens')
    return port
  }

  const first = hire()
  return {
    begin: async (orders, own) => {
      measureOwn = createMetrics(() => own.pool).values
      const port = await begun(first, orders)
      const another = async (): Promise<Member> => {
        const member = hire()
        await begun(member, orders)
        return member
      }
      const keep = (member?: Member): Supervised =>
        supervise('a worker', member, another, (level, text, members = {}) => log[level](members, text))
      kept = [keep(first), ...Array.from({ length: count - 1 }, () => keep())]
      return port
    },
    stop: async () => {
      // Those that are kept first, or they would be replaced.
      await Promise.all([...kept.map((one) => one.stop()), ...[...members].map((member) => member.stop())])
    },
  }
}
