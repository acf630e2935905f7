/** Messages over HTTP. Where they go is what an administrator configured: never where an answer points. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { Undelivered } from '../sink.ts'

/** Of an answer so much is read, to find out why it refused. */
const READ = 16_384
const NAME = /^[\w.:[\]-]{1,80}$/

// Not `fetch`: it costs four times the processor time, and here there may be thousands a second.
const options = { keepAlive: true, maxSockets: 100 }
const plain = { agent: new Agent(options), request }
const secure = { agent: new TlsAgent(options), request: tlsRequest }

export interface Post {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

interface Answer {
  readonly status: number
  /** Its beginning. */
  readonly text: string
}

const isYes = (status: number): boolean => status >= 200 && status <= 299

/** Reads an answer to its end, so that the connection can be used again, or as far as is of use. */
const read = (answer: IncomingMessage, done: (text: string) => void): void => {
  let text = ''
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    text += chunk
    if (text.length > READ) answer.destroy()
  })
  answer.on('error', () => {})
  answer.on('close', () => done(text))
}

const sent = ({ url, headers, body, timeoutMs, signal }: Post): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { agent, request: make } = url.protocol === 'https:' ? secure : plain
    const length = String(Buffer.byteLength(body))
    const asked = make(url, { method: 'POST', agent, signal, headers: { ...headers, 'content-length': length } })
    const timer = setTimeout(() => asked.destroy(new Undelivered('timeout')), timeoutMs)
    asked.on('error', (error) => {
      clearTimeout(timer)
      reject(Object.assign(error, { reused: asked.reusedSocket }))
    })
    asked.on('response', (answer) => {
      const status = answer.statusCode ?? 0
      // A yes is a yes, whatever comes behind it.
      if (isYes(status)) resolve({ status, text: '' })
      read(answer, (text) => {
        clearTimeout(timer)
        resolve({ status, text })
      })
    })
    asked.end(body)
  })

/** A connection that was kept may have been closed at the other end just now: that says nothing about the receiver. */
const wasStale = (error: unknown): boolean =>
  error instanceof Error &&
  'reused' in error &&
  error.reused === true &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'EPIPE')

/** Codes and names of a problem; its sentences may repeat what was sent. */
const codesIn = (text: string): string[] => {
  try {
    const { code, invalidParams } = JSON.parse(text) as { code?: unknown; invalidParams?: unknown }
    const params = (Array.isArray(invalidParams) ? invalidParams : []) as { name?: unknown; code?: unknown }[]
    const found = [code, ...params.slice(0, 5).map(({ name, code: why }) => `${name}:${why}`)]
    return found.filter((one): one is string => typeof one === 'string' && NAME.test(one))
  } catch {
    return []
  }
}

/** Resolves when the answer is a 2xx. */
export const post = async (message: Post): Promise<void> => {
  const { status, text } = await sent(message).catch((error: unknown) => {
    if (wasStale(error)) return sent(message)
    throw error
  })
  if (!isYes(status)) throw new Undelivered([`HTTP ${status}`, ...codesIn(text)].join(' '))
}
