/** Where the tables of Open Klant come from. Each source sends them as they are; who receives them knows what they mean. */
import type { Writable } from 'node:stream'

export type RowFormat = 'text' | 'csv'

export interface Receiver {
  /** A table that is there, whether or not it has rows; false: not wanted. Columns only where the source tells them. */
  meet(table: string, columns?: readonly string[]): boolean
  /** Where to write the rows of a table, in a format of PostgreSQL's `copy` and with columns in this order; CSV has a header. */
  rows(table: string, columns: readonly string[], format: RowFormat): Promise<Writable>
}

export interface Source {
  /** How a person would call it; without password. */
  readonly name: string
  /** Sends every table. */
  send(receiver: Receiver, progress: (done: number, total: number) => void, signal?: AbortSignal): Promise<void>
}
