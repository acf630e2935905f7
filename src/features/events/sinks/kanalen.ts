/** Makes the kanalen of the register known to the Notificaties API. */
import type { Register } from '../../../model/register.ts'
import type { Voice } from '../voice.ts'
import { type ZgwClient, zgwToken } from './zgw-token.ts'

const TIMEOUT_MS = 30_000

/** The Notificaties API did not do what was asked. */
export class KanalenError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KanalenError'
  }
}

export interface Kanaal {
  readonly naam: string
  readonly isNew: boolean
}

/** Makes those that are not there; answers all. */
export const registerKanalen = async (
  register: Register,
  { base }: Voice,
  { apiRoot, ...client }: ZgwClient & { readonly apiRoot: string },
): Promise<Kanaal[]> => {
  const token = zgwToken(client)
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { authorization: await token(), accept: 'application/json', 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(apiRoot + path, { ...init, headers, redirect: 'manual', signal }).catch(() => undefined)
    if (!answer?.ok)
      throw new KanalenError(`The Notificaties API answered ${answer ? `with status ${answer.status}` : 'nothing'}.`)
    return answer.json()
  }
  const done: Kanaal[] = []
  for (const { announced } of register.resources) {
    if (!announced) continue
    const { channel: naam, facts: filters } = announced
    const found = await ask(`/kanaal?naam=${naam}`)
    const isNew = !Array.isArray(found) || found.length === 0
    const body = JSON.stringify({ naam, documentatieLink: `${base}/ref/kanalen/#${naam}`, filters })
    if (isNew) await ask('/kanaal', { method: 'POST', body })
    done.push({ naam, isNew })
  }
  return done
}
