/** Two servers to be asked the same: one elsewhere, and one of ours for as long as it takes. */
import { randomBytes } from 'node:crypto'
import type { Parts } from '../app.ts'
import type { Answer, Ask } from '../features/open-klant/compare-answers.ts'
import { CommandError } from './failure.ts'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** @param base address under which the APIs are, without `/klantinteracties/api/v1`. */
export const askServer = (base: string, token: string): Ask => {
  const root = base.replace(/\/+$/, '').replace(/\/(klantinteracties|contactgegevens)\/api\/v1$/, '')
  return async (path): Promise<Answer> => {
    try {
      const answer = await fetch(root + path, { headers: { authorization: `Token ${token}` } })
      return { status: answer.status, body: parsed(await answer.text()) }
    } catch {
      throw new CommandError(`${root} does not answer.`)
    }
  }
}

/** It answers these questions, and does nothing else that a server does: tell others, sign the history. */
const ALONE = {
  subpath: '',
  baseUrl: undefined,
  allowedHosts: undefined,
  eventSinks: undefined,
  notificatiesApiRoot: undefined,
  historyDir: undefined,
}

export const withOwnServer = async <T>(parts: Parts, work: (ask: Ask) => Promise<T>): Promise<T> => {
  const { createApp } = await import('../app.ts')
  const token = randomBytes(20).toString('hex')
  const config = { ...parts.config, apiToken: token, ...ALONE }
  const app = await createApp({ ...parts, config })
  try {
    const base = await app.listen({ host: '127.0.0.1', port: 0 })
    return await work(askServer(base, token))
  } finally {
    await app.close()
  }
}
