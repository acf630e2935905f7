/**
 * Entity tags (RFC 9110 §8.8.3 and §13): whether what a client last saw still is so. A tag is a hash of what was
 * answered, byte for byte: so it differs for who is shown something else, and nothing must be kept for it.
 */
import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import { at } from '../../model/fault.ts'
import type { Expectation } from '../../operations/context.ts'
import { refuse } from '../../operations/problem.ts'
import { changed } from './problem.ts'

/** `expanded`: an object with what it includes. */
export type Tagging = 'whole' | 'expanded'

/** 132 bits of it: none is met by chance. */
const digest = (content: string | Buffer): string => hash('sha256', content, 'base64url').slice(0, 22)

/** The tag of an object by itself, as `GET` without `expand` gives it. */
export const tagOf = (content: string | Buffer): string => `"${digest(content)}"`

/** What is included stands last, and this nowhere else before it: a quotation mark in a text is escaped. */
const INCLUDED = ', "_expand" : '

/** In two parts: the object by itself, which is what a change is judged by, and what is included. */
const tagOfExpanded = (body: string): string => {
  const end = body.indexOf(INCLUDED)
  return end < 0 ? tagOf(body) : `"${digest(`${body.slice(0, end)}}`)}.${digest(body.slice(end))}"`
}

export const etagOf = (tagging: Tagging, body: string, bytes: Buffer): string =>
  tagging === 'expanded' ? tagOfExpanded(body) : tagOf(bytes)

interface Tags {
  /** `*`: anything, as long as it is there. */
  readonly any: boolean
  readonly strong: readonly string[]
  readonly weak: readonly string[]
}

const LIST = /^[\s,]*(?:(?:W\/)?"[^"\s]*"[\s,]*)+$/

/** Undefined where the header is none of these. */
const tagsIn = (header: string): Tags | undefined => {
  if (header.trim() === '*') return { any: true, strong: [], weak: [] }
  if (!LIST.test(header)) return undefined
  const all = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  const weak = all.map((one) => one.replace(/^W\//, ''))
  return { any: false, strong: all.filter((one) => !one.startsWith('W/')), weak }
}

/** `current`, or that with what it includes. */
const isOf = (current: string, tag: string): boolean => tag === current || tag.startsWith(`${current.slice(0, -1)}.`)

const matching = (header: string): Tags => {
  const tags = tagsIn(header)
  const reason = 'Geef * of een of meer ETags, elk tussen aanhalingstekens, zoals ze in een antwoord stonden.'
  if (!tags) refuse([at('If-Match', { code: 'invalid', reason })])
  return tags as Tags
}

/**
 * What the object that a request changes must be (`Call.expects`); undefined where the client did not say so. Throws
 * `Refused` for a header that cannot be read: what the client wanted to be sure of would not be.
 */
export const expectationOf = ({ headers, params }: FastifyRequest): Expectation | undefined => {
  const [match, none] = [headers['if-match'], headers['if-none-match']]
  if (match === undefined && none === undefined) return undefined
  const wanted = match === undefined ? undefined : matching(match)
  const unwanted = none === undefined ? undefined : tagsIn(none)
  const judge = (shown: string | undefined): void => {
    const current = shown === undefined ? undefined : tagOf(shown)
    const isAmong = (tags: readonly string[]) => current !== undefined && tags.some((tag) => isOf(current, tag))
    if (wanted && !wanted.any && !isAmong(wanted.strong)) throw changed(current)
    if (unwanted && (unwanted.any || isAmong(unwanted.weak))) throw changed(current)
  }
  const { id = '' } = params as { id?: string }
  return { uuid: toUuid(id.split('.')[0]) ?? '', judge }
}

/** Whether the client has this answer already (304). Throws 412 where it wanted another one. */
export const isKnown = ({ headers }: FastifyRequest, etag: string): boolean => {
  const [match, none] = [headers['if-match'], headers['if-none-match']]
  if (match !== undefined) {
    const { any, strong } = matching(match)
    if (!any && !strong.includes(etag)) throw changed(etag)
  }
  const tags = none === undefined ? undefined : tagsIn(none)
  return tags !== undefined && (tags.any || tags.weak.includes(etag))
}
