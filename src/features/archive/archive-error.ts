/** An archive cannot be made or restored; the message says why, and never what personal data is in it. */
export class ArchiveError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ArchiveError'
  }
}

const SHOWN = 20

/** One error for many faults; the first of them are named. */
export const archiveError = (what: string, faults: readonly string[]): ArchiveError => {
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more`] : []
  return new ArchiveError([what, ...[...faults.slice(0, SHOWN), ...more].map((line) => `  ${line}`)].join('\n'))
}
