/** Which media type the client takes (behaviour.md §0.4). */

export type Answers = 'json' | 'problem' | undefined

const known = new Map<string, Answers>()
/** Clients send a handful of these; what is longer or newer than that is read each time. */
const KEPT = 50

const read = (header: string): Answers => {
  const types = header.split(',').map((one) => (one.split(';')[0] ?? '').trim().toLowerCase())
  if (types.includes('application/problem+json')) return 'problem'
  return types.some((type) => type === '' || type === '*/*' || type === 'application/*' || type === 'application/json')
    ? 'json'
    : undefined
}

/** `problem`: errors may be `application/problem+json`. `undefined`: nothing we have (406). */
export const answersTo = (header: string | undefined): Answers => {
  if (header === undefined) return 'json'
  const found = known.get(header)
  if (found !== undefined) return found
  const answers = read(header)
  if (known.size < KEPT) known.set(header, answers)
  return answers
}
