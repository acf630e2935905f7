/** What was found about rows: counted by rule, and listed in a file, a line of JSON each. Never a value of a row. */
import { once } from 'node:events'
import { createWriteStream, openSync, type WriteStream } from 'node:fs'
import { MoveError } from './failure.ts'

export type Action = 'kept' | 'repaired' | 'cleared' | 'left out' | 'collides' | 'kept although gone'

export interface Finding {
  /** The collection, or the table there. */
  readonly collection: string
  readonly uuid: string | null
  /** Key of the row there, where it has no uuid. */
  readonly id?: string
  /** The object that it collides with. */
  readonly other?: string
  readonly field: string
  readonly rule: string
  readonly reason: string
  readonly action: Action
}

export interface Report {
  add(finding: Finding): void
  /** Waits for the disk where it is behind. */
  written(): Promise<void>
  readonly total: number
  /** How many findings stand in the way. */
  readonly collisions: number
  /** A line for each kind of finding. */
  summary(): string[]
  close(): Promise<void>
}

const openFile = (path: string): WriteStream => {
  try {
    return createWriteStream(path, { fd: openSync(path, 'w', 0o600) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new MoveError(`The report cannot be written to ${path} (${code}). Name another file with --report.`)
  }
}

/** `path` is made when there is something to list. */
export const openReport = (path: string | undefined): Report => {
  const counts = new Map<string, number>()
  let file: WriteStream | undefined
  let total = 0
  let collisions = 0
  let isBehind = false
  return {
    add: (finding) => {
      total += 1
      if (finding.action === 'collides') collisions += 1
      const { collection, field, rule, reason, action } = finding
      const kind = `${collection} ${field}: ${rule} (${action}): ${reason}`
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      if (path === undefined) return
      file ??= openFile(path)
      isBehind = !file.write(`${JSON.stringify(finding)}\n`)
    },
    written: async () => {
      if (!file || !isBehind) return
      await once(file, 'drain')
      isBehind = false
    },
    get total() {
      return total
    },
    get collisions() {
      return collisions
    },
    summary: () => [...counts].map(([kind, count]) => `${String(count).padStart(9)}  ${kind}`),
    close: async () => {
      if (!file) return
      file.end()
      await once(file, 'finish')
    },
  }
}
