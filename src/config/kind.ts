/** What a kind of setting is. */

/** Where secrets come from that a setting only names. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
}

export interface Kind<T> {
  /** What may be written, for the documentation. */
  readonly accepts: string
  /** Throws an `Error` whose message completes "NAME …", and never repeats the value: it may be a secret. */
  parse(text: string, outside: Outside): T
}

/** Several things are wrong with one setting. */
export class Mistakes extends Error {
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('; '))
    this.name = 'Mistakes'
    this.mistakes = mistakes
  }
}

export const kind = <T>(accepts: string, parse: Kind<T>['parse']): Kind<T> => ({ accepts, parse })

/** The text of a file, trimmed. Throws an `Error` whose message completes "NAME …". */
export const fileAt = (file: string, named: string, { readFile }: Pick<Outside, 'readFile'>): string => {
  let content: string
  try {
    content = readFile(file).trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new Error(`cannot be read from the file that ${named} names (${code})`)
  }
  if (content === '') throw new Error(`is empty in the file that ${named} names`)
  return content
}

/** A secret that stands elsewhere: `{ env: NAME }` or `{ file: /path }`. Throws as `fileAt`. */
export const secretAt = (value: unknown, outside: Outside): string => {
  const { env, file } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (typeof file === 'string' && env === undefined) return fileAt(file, 'it', outside)
  if (typeof env !== 'string' || file !== undefined)
    throw new Error('must name where it stands: {env: NAME} or {file: /path}')
  const found = outside.env[env]?.trim()
  if (!found) throw new Error(`is not set in the environment as ${/^\w{1,100}$/.test(env) ? env : 'named'}`)
  return found
}
