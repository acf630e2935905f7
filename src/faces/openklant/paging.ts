/** The envelope of a page (behaviour.md §3.2). */
import type { Page } from '../../operations/list.ts'

/** As forms encode: spaces become plus signs, and only letters, digits and `_.-~` stay. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')

const query = (given: URLSearchParams, page: number): string => {
  const pairs = [...given].filter(([name]) => name !== 'page')
  if (page > 1) pairs.push(['page', String(page)])
  const names = [...new Set(pairs.map(([name]) => name))].sort()
  const sorted = names.flatMap((name) => pairs.filter(([one]) => one === name))
  return sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

const link = (address: string, given: URLSearchParams, page: number): string => {
  const parameters = query(given, page)
  return parameters === '' ? address : `${address}?${parameters}`
}

const enveloped = ({ count, page, pages, results }: Page, to: (page: number) => string): string => {
  const next = page < pages ? JSON.stringify(to(page + 1)) : 'null'
  const previous = page > 1 ? JSON.stringify(to(page - 1)) : 'null'
  return `{"count":${count},"next":${next},"previous":${previous},"results":${results}}`
}

/** `address`: the absolute address of the list. */
export const envelope = (page: Page, address: string, given: URLSearchParams): string =>
  enveloped(page, (number) => link(address, given, number))

/**
 * Of a question in a body: its links say which page, the first too, and nothing of what was asked. Who sends the same
 * body there gets that page.
 */
export const searchEnvelope = (page: Page, address: string, paging: URLSearchParams): string =>
  enveloped(page, (number) => `${address}?${new URLSearchParams([['page', String(number)], ...paging])}`)
