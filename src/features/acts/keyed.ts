/** Rows whose keys were looked up already. */
import type { Known } from '../../derive/accepted.ts'

export interface Keyed {
  readonly id: string
  readonly uuid: string
}

/** An answer that holds a klantcontact and more, as JSON text, and the klantcontact in it. */
export interface WithContact {
  readonly body: string
  readonly klantcontact: string
}

/** For bodies of ours, which point at no other rows than these. */
export const knowing = (...rows: readonly Keyed[]): Known => ({
  key: (_resource, uuid) => rows.find((one) => one.uuid === uuid)?.id,
  value: () => undefined,
  taken: () => false,
})
