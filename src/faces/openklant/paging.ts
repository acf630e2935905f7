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

/** `address`: the absolute address of the list. */
export const envelope = ({ count, page, pages, results }: Page, address: string, given: URLSearchParams): string => {
  const next = page < pages ? JSON.stringify(link(address, given, page + 1)) : 'null'
  const previous = page > 1 ? JSON.stringify(link(address, given, page - 1)) : 'null'
  return `{"count":${count},"next":${next},"previous":${previous},"results":${results}}`
}
