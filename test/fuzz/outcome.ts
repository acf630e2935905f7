/** What any answer must be, whatever was asked. */
import assert from 'node:assert/strict'
import { request } from 'node:http'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Outcome {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Longer than this is hanging. */
const PATIENCE = 10_000

/** Sends the request as it is: nothing is put right on the way. */
export const ask = (base: string, { method, path, headers = {}, body }: Asked): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(
      { hostname, port, method, path, headers: { ...length, ...headers }, timeout: PATIENCE },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? ''
          resolve({ status: answer.statusCode ?? 0, type, text: Buffer.concat(chunks).toString() })
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('error', reject)
    sent.end(body)
  })

const MEMBERS = ['type', 'code', 'title', 'status', 'detail', 'instance']

/** A success, a redirect, or a 4xx that says what is wrong: as a problem where an API is, as a page elsewhere. */
export const checkOutcome = (asked: Asked, { status, type, text }: Outcome): void => {
  const told = `${asked.method} ${asked.path} → ${status} ${text.slice(0, 300)}`
  assert.ok(status >= 200 && status < 500, told)
  if (status < 400 || asked.method === 'HEAD') return
  if (type.startsWith('text/html')) {
    assert.equal(status, 404, told)
    return
  }
  assert.match(type, /^application\/(problem\+)?json$/, told)
  const problem = JSON.parse(text) as Record<string, unknown>
  assert.deepEqual(Object.keys(problem).slice(0, MEMBERS.length), MEMBERS, told)
  assert.equal(problem.status, status, told)
  if (problem.code !== 'invalid') return
  const faults = problem.invalidParams as Record<string, unknown>[]
  assert.ok(faults.length > 0, told)
  for (const fault of faults) {
    assert.deepEqual(Object.keys(fault), ['name', 'code', 'reason'], told)
    for (const value of Object.values(fault)) assert.equal(typeof value, 'string', told)
  }
}
