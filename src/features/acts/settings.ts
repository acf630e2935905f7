import type { Changing } from './changing.ts'
import type { Windows } from './window.ts'
import type { Witnesses } from './witnesses.ts'

export interface ActSettings {
  readonly changing: Changing
  readonly windows: Windows
  /** In which a dispute must be decided. */
  readonly months: number
  readonly witnesses: Witnesses
}
