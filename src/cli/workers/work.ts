/** The program as a worker: answers requests, on orders of the process that started it. */
import { createLog } from '../../http/log.ts'
import { logStream, WHOLE } from '../../http/log-stream.ts'
import { createMetrics, type Metrics } from '../../http/metrics.ts'
import { connectTo } from '../../sql/open.ts'
import { type Context, configOf } from '../context.ts'
import { failureOf } from '../failure.ts'
import { close, listen } from '../listening.ts'
import { awaitStop } from '../stop.ts'
import type { FromWorker, Orders, ToWorker } from './messages.ts'

const hear = (listener: (message: ToWorker) => void): void => void process.on('message', listener)

/** Resolves when the message is on its way, or there is nobody to send it to. */
const tell = (message: FromWorker): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve())
    else resolve()
  })

/** Tells its own measurements when asked, and asks for those of all. */
const measureTogether = (own: Metrics): Metrics => {
  let count = 0
  const asked = new Map<number, (text: string) => void>()
  hear((message) => {
    if (message.kind === 'measure') own.values().then((values) => tell({ kind: 'measured', id: message.id, values }))
    if (message.kind !== 'sum') return
    asked.get(message.id)?.(message.text)
    asked.delete(message.id)
  })
  const text = (): Promise<string> =>
    new Promise((resolve) => {
      const id = ++count
      asked.set(id, resolve)
      tell({ kind: 'sum', id })
    })
  return { ...own, text }
}

export const work = async (context: Context): Promise<number> => {
  const config = configOf(context)
  const log = createLog(config.logLevel, logStream(1, WHOLE), { worker: process.pid })
  const { asked } = awaitStop(log)
  const stopped = new Promise<0>((resolve) => hear(({ kind }) => kind === 'stop' && resolve(0)))
  const begin = new Promise<Orders>((resolve) => {
    hear((message) => message.kind === 'begin' && resolve(message.orders))
  })
  tell({ kind: 'here' })
  const { createApp } = await import('../../app.ts')
  const orders = await Promise.race([begin, stopped, asked])
  if (typeof orders === 'number') return orders
  const database = connectTo(orders.connection, { config, log }, orders.most)
  try {
    const metrics = measureTogether(createMetrics(() => database.pool))
    const app = await createApp({ config, database, log, metrics })
    try {
      await tell({ kind: 'listening', port: await listen(app, config) })
      return await Promise.race([asked, stopped])
    } finally {
      await close(app)
    }
  } catch (error) {
    const { exitCode, lines } = failureOf(error)
    await tell({ kind: 'failed', exitCode, lines })
    return exitCode
  } finally {
    await database.close()
  }
}
