/** Small slips in texts that are put right without doubt about what was meant: each is tried, and taken if it then fits. */

const compact = (text: string): string => text.replace(/\s+/gu, '')
/** A telephone number as people write it. */
const digits = (text: string): string => text.replace(/[\s().\-–/]+/gu, '').replace(/^(\+\d\d)0(?=\d{9}$)/, '$1')
const postcode = (text: string): string =>
  compact(text)
    .toUpperCase()
    .replace(/^(\d{4})([A-Z]{2})$/, '$1 $2')

const ATTEMPTS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.trim().toUpperCase(),
  postcode,
  compact,
  (text) => compact(text).toUpperCase(),
  digits,
]

/** The first attempt that fits; undefined when none does. */
export const repaired = (text: string, fits: (text: string) => boolean): string | undefined =>
  ATTEMPTS.map((attempt) => attempt(text)).find((better) => better !== text && better !== '' && fits(better))
