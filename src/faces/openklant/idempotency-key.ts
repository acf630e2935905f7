/** The key with which a client says that requests are one and the same (draft-ietf-httpapi-idempotency-key-header). */
import type { FastifyRequest } from 'fastify'
import { at } from '../../model/fault.ts'
import { refuse } from '../../operations/problem.ts'

const LONGEST = 255

/** The draft wants quotation marks around it, which many clients leave out: with and without is the same. */
const KEY = /^(?:"([\x21\x23-\x7e]+)"|([\x21\x23-\x7e]+))$/

/** The key of a POST, if it has one. Throws `Refused` for one that cannot be. */
export const keyOf = ({ method, headers }: FastifyRequest): string | undefined => {
  const given = headers['idempotency-key']
  if (given === undefined || method !== 'POST') return undefined
  const [, quoted, plain] = KEY.exec(String(given).trim()) ?? []
  const key = quoted ?? plain ?? ''
  const fault = (code: string, reason: string) => refuse([at('Idempotency-Key', { code, reason })])
  if (key === '') fault('invalid', 'Geef één sleutel van zichtbare ASCII-tekens, zonder spaties; liefst een uuid.')
  if (key.length > LONGEST) fault('max_length', `Hoogstens ${LONGEST} tekens.`)
  return key
}
