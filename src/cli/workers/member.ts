/** One worker, as the program sees it. */
import cluster from 'node:cluster'
import type { Values } from '../../http/metrics.ts'
import type { Supervisable } from '../../sql/embedded/supervise.ts'
import { CommandError } from '../failure.ts'
import { GRACE } from '../listening.ts'
import type { FromWorker, Orders, ToWorker } from './messages.ts'

export interface Member extends Supervisable {
  /** Has it answer requests; resolves with its port once it does. */
  begin(orders: Orders): Promise<number>
  /** Its measurements; undefined when it does not tell them in time. */
  measure(): Promise<Values | undefined>
}

/** A worker that has not begun after this time will not. */
const PATIENCE = 60_000
/** Whoever asks for measurements waits for the slowest worker. */
const MEASURE_PATIENCE = 1_000
/** What a worker takes to end besides the time that its requests get. */
const MARGIN = 3_000

/** Starts a process. `sum` answers the measurements of all, as text. */
export const fork = (sum: () => Promise<string>): Member => {
  const worker = cluster.fork()
  const send = (message: ToWorker): void => {
    if (worker.isConnected()) worker.send(message)
  }
  let isHere = false
  let count = 0
  const asked = new Map<number, (values: Values) => void>()
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code: number | null, signal: string | null) => resolve(signal || `exit code ${code}`))
    // A message that does not arrive is one to a worker that is gone; that it never came about is told here only.
    worker.on('error', (error) => {
      if (worker.process.pid === undefined) resolve(error.message)
    })
  })
  const here = new Promise<void>((resolve, reject) => {
    worker.on('message', ({ kind }: FromWorker) => {
      if (kind !== 'here') return
      isHere = true
      resolve()
    })
    ended.then((end) => reject(new CommandError(`A worker ended before it could begin: ${end}.`)))
  })
  const listening = new Promise<number>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') resolve(message.port)
      if (message.kind === 'failed') reject(new CommandError(message.lines.join('\n'), message.exitCode))
      if (message.kind === 'measured') asked.get(message.id)?.(message.values)
      if (message.kind === 'sum') sum().then((text) => send({ kind: 'sum', id: message.id, text }))
    })
    here.catch(reject)
    ended.then((end) => reject(new CommandError(`A worker ended before it could listen: ${end}.`)))
  })
  listening.catch(() => {})

  return {
    pid: worker.process.pid ?? 0,
    ended,
    signal: (signal) => void worker.process.kill(signal),
    begin: async (orders) => {
      const late = setTimeout(() => worker.process.kill('SIGKILL'), PATIENCE)
      try {
        await here
        send({ kind: 'begin', orders })
        return await listening
      } finally {
        clearTimeout(late)
      }
    },
    measure: async () => {
      const id = ++count
      let late: NodeJS.Timeout | undefined
      try {
        return await new Promise<Values | undefined>((resolve) => {
          asked.set(id, resolve)
          late = setTimeout(resolve, MEASURE_PATIENCE, undefined)
          send({ kind: 'measure', id })
        })
      } finally {
        asked.delete(id)
        clearTimeout(late)
      }
    },
    stop: async () => {
      // One that has not said that it is here hears nothing yet, and does nothing.
      if (isHere) send({ kind: 'stop' })
      else worker.process.kill('SIGKILL')
      const late = setTimeout(() => worker.process.kill('SIGKILL'), GRACE + MARGIN)
      await ended
      clearTimeout(late)
    },
  }
}
