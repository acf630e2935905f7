import type { Changing } from './changing.ts'
import type { Windows } from './window.ts'

export interface ActSettings {
  readonly changing: Changing
  readonly windows: Windows
}
