/** `AANVULLEN_TERMIJN`: how long after its registration a contact may be supplemented, by kanaal. */
import { kind, Mistakes } from './kind.ts'

export interface Window {
  /** `none`: not at all; `always`: without an end. */
  readonly unit: 'minutes' | 'workingDays' | 'none' | 'always'
  readonly amount: number
}

/** By kanaal in lower case; `*` for all others. */
export type Windows = ReadonlyMap<string, Window>

const UNITS = { m: ['minutes', 1], u: ['minutes', 60], wd: ['workingDays', 1] } as const

const WORDS: Readonly<Record<string, Window>> = {
  geen: { unit: 'none', amount: 0 },
  altijd: { unit: 'always', amount: 0 },
}

const windowOf = (text: string): Window | undefined => {
  if (Object.hasOwn(WORDS, text)) return WORDS[text]
  const [, amount = '', unit = ''] = /^(\d{1,5})(m|u|wd)$/.exec(text) ?? []
  const known = UNITS[unit as keyof typeof UNITS]
  return known && { unit: known[0], amount: Number(amount) * known[1] }
}

export const windows = kind(
  'pairs `kanaal=termijn` separated by commas; a termijn is minutes (`60m`), hours (`2u`), working days (`5wd`), `geen` or `altijd`; `*` for every other kanaal',
  (value): Windows => {
    const found = new Map<string, Window>([['*', { unit: 'none', amount: 0 }]])
    const mistakes: string[] = []
    for (const [index, pair] of value.split(',').entries()) {
      const at = pair.lastIndexOf('=')
      const [kanaal, termijn] = [
        pair.slice(0, at).trim().toLowerCase(),
        pair
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      ]
      const window = windowOf(termijn)
      if (at > 0 && kanaal !== '' && window) found.set(kanaal, window)
      else mistakes.push(`must have kanaal=termijn, such as telefoon=60m or brief=geen, at place ${index + 1}`)
    }
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    return found
  },
)
