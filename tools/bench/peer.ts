/** Work in a process of its own, so that load, baseline and server do not share an event loop with each other. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Peer<Job, Outcome> {
  /** One job at a time. Throws what the other process threw. */
  ask(job: Job): Promise<Outcome>
  stop(): Promise<void>
}

type Answer<Outcome> = { readonly outcome: Outcome } | { readonly error: string }

/** @param module a file in this folder that calls `serveJobs`. */
export const startPeer = <Job, Outcome>(module: string): Peer<Job, Outcome> => {
  const child = fork(join(import.meta.dirname, module), { serialization: 'advanced' })
  const ended = once(child, 'exit')
  return {
    async ask(job) {
      child.send(job as object)
      const answer = await Promise.race([
        once(child, 'message').then(([message]) => message as Answer<Outcome>),
        ended.then((): never => {
          throw new Error(`${module} ended`)
        }),
      ])
      if ('error' in answer) throw new Error(`${module}: ${answer.error}`)
      return answer.outcome
    },
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The other side. The process ends when nobody is left to give it jobs. */
export const serveJobs = <Job, Outcome>(work: (job: Job) => Promise<Outcome>): void => {
  process.on('message', (job) => {
    work(job as Job).then(
      (outcome) => process.send?.({ outcome }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}
