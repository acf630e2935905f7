/** Asks everything with and without a secret: who may not notice it is answered the same, to the last byte. */
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { allRequests, answersTo, answerTo, asOf } from './leak-requests.ts'
import { pathOf, type TestRegister } from './register.ts'
import { declared } from './sample.ts'
import type { Base, Secret } from './secrets.ts'

type Callers = Readonly<Record<string, TestRegister>>

/** How much was asked, and how much of it the administrator sees. */
interface Compared {
  readonly requests: number
  readonly differs: number
}

export const compare = async (admin: TestRegister, secret: Secret, callers: Callers): Promise<Compared> => {
  await secret.set(false)
  await secret.set(true)
  const requests = await allRequests(admin)
  const told = new Map<string, Map<string, string>>()
  for (const [name, caller] of Object.entries(callers)) told.set(name, await answersTo(caller, requests))
  const seen = await answersTo(admin, requests)
  await secret.set(false)
  const more = (await allRequests(admin)).filter((request) => !requests.includes(request))
  for (const [name, caller] of Object.entries(callers)) {
    const quiet = await answersTo(caller, [...requests, ...more])
    for (const request of requests) {
      assert.equal(told.get(name)?.get(request), quiet.get(request), `${name} notices ${secret.name}: ${request}`)
    }
    told.set(name, quiet)
  }
  const unseen = await answersTo(admin, requests)
  await secret.set(true)
  for (const [name, caller] of Object.entries(callers)) {
    const again = await answersTo(caller, more)
    for (const request of more) {
      assert.equal(again.get(request), told.get(name)?.get(request), `${name} notices ${secret.name}: ${request}`)
    }
  }
  const differs = requests.filter((request) => seen.get(request) !== unseen.get(request)).length
  assert.ok(differs > 0, 'who may see it notices')
  return { requests: requests.length + more.length, differs }
}

/** `rows`: how many there are of all resources together. */
export const report = (secret: Secret, callers: Callers, { requests, differs }: Compared, rows?: number): string =>
  `${secret.name}: ${requests} requests × ${Object.keys(callers).length} callers${rows === undefined ? '' : ` × ${rows} rows`}, ${differs} of which show it to who may see it`

/** A moment, with some time before and after in which nothing is done. */
export const present = async (): Promise<string> => {
  await wait(20)
  const now = new Date().toISOString()
  await wait(20)
  return now
}

/** The requests that are answered differently about two moments. */
const differentThen = async (
  caller: TestRegister,
  requests: readonly string[],
  before: string,
  during: string,
): Promise<string[]> => {
  const [quiet, told] = [asOf(requests, before), asOf(requests, during)]
  const [was, is] = [await answersTo(caller, quiet), await answersTo(caller, told)]
  const plain = (text = ''): string => text.replaceAll(/peildatum=[^&"]+/g, '').replace(/^(\d+) \[[^\]]*\]/, '$1')
  return quiet.filter((request, index) => plain(was.get(request)) !== plain(is.get(told[index] ?? '')))
}

/**
 * The same about two moments, one without the secret and one with it. `since`: what changes after both. Only what is
 * answered differently to who may see it is asked of the others.
 */
export const compareThen = async (
  admin: TestRegister,
  secret: Secret,
  callers: Callers,
  since: () => Promise<void> = async () => {},
): Promise<void> => {
  await secret.set(false)
  const before = await present()
  await secret.set(true)
  const requests = await allRequests(admin)
  const during = await present()
  await since()
  const shown = await differentThen(admin, requests, before, during)
  assert.ok(shown.length > 10, `who may see it notices ${secret.name} in the past`)
  for (const [name, caller] of Object.entries(callers)) {
    assert.deepEqual(await differentThen(caller, shown, before, during), [], `${name} notices ${secret.name}`)
  }
}

/** No version of a row tells in words what others may not read; who may read it does find them there. */
export const compareVersions = async (admin: TestRegister, secret: Secret, callers: Callers): Promise<void> => {
  const told = async (caller: TestRegister): Promise<string[]> => {
    const answers = await answersTo(caller, secret.told ?? [])
    return [...answers].filter(([, text]) => secret.words?.some((word) => text.includes(word))).map(([asked]) => asked)
  }
  assert.ok((await told(admin)).length > 0, `versions tell ${secret.name} to who may read it`)
  for (const [name, caller] of Object.entries(callers)) assert.deepEqual(await told(caller), [], name)
}

/** Who writes is answered what it may read: the same as it is shown by GET. */
export const compareWritten = async (base: Base, callers: Callers): Promise<void> => {
  const bodyOf = (answer: string): string => answer.slice(answer.indexOf('] ') + 2)
  let count = 0
  for (const [name, caller] of Object.entries(callers)) {
    for (const [resource, rows] of base) {
      for (const { uuid } of rows) {
        const path = pathOf(declared.get(resource), uuid)
        const written = await answerTo(caller, `PATCH ${path}`, {})
        if (!written.startsWith('200 ')) continue
        count += 1
        assert.equal(bodyOf(written), bodyOf(await answerTo(caller, `GET ${path}`)), `${name}: PATCH ${path}`)
      }
    }
  }
  assert.ok(count > 0)
}
