/** Why a request is made: the header that APIs for zaken know as well. */
import type { FastifyRequest } from 'fastify'
import { at } from '../../model/fault.ts'
import { refuse } from '../../operations/problem.ts'

const HEADER = 'x-audit-toelichting'
const LONGEST = 1000

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A header is bytes: UTF-8 where it can be read so, Latin-1 otherwise. */
const textOf = (header: string): string => {
  try {
    return utf8.decode(Buffer.from(header, 'latin1'))
  } catch {
    return header
  }
}

/** The reason that was given, if any. Throws `Refused` when it is too long. */
export const reasonOf = ({ headers }: FastifyRequest): string | undefined => {
  const header = headers[HEADER]
  if (typeof header !== 'string') return undefined
  const reason = textOf(header).trim()
  if (reason.length > LONGEST)
    refuse([at('X-Audit-Toelichting', { code: 'max_length', reason: `Hoogstens ${LONGEST} tekens.` })])
  return reason === '' ? undefined : reason
}
