/** The steps that a file with settings of Open Klant may have, in the order in which they come about (behaviour.md §6.8). */
import type { Transaction } from '../../sql/database.ts'

/** Tells what is wrong, and where in the file. */
export type Wrong = (path: string, fault: string) => void

/** Does the step; answers a line for each thing that it looked after. Throws an error whose message is for people. */
export type Work = (tx: Transaction, wrong: Wrong) => Promise<readonly string[]>

/** Reads what the file gives for a step, its values filled in; undefined when anything is wrong. */
export type Read = (data: unknown, wrong: Wrong) => Work | undefined

export interface Step {
  /** The member that switches the step on. */
  readonly enable: string
  /** The member with what it needs. */
  readonly data: string
  readonly about: string
  /** Absent: the register has nothing of the kind yet, and the step is passed over. */
  readonly read?: Read
}

const STEPS: readonly Omit<Step, 'read'>[] = [
  { enable: 'zgw_consumers_config_enable', data: 'zgw_consumers', about: 'addresses and secrets of other APIs' },
  { enable: 'notifications_config_enable', data: 'notifications_config', about: 'delivery of notifications' },
  { enable: 'tokenauth_config_enable', data: 'tokenauth', about: 'API tokens' },
  { enable: 'oidc_db_config_enable', data: 'oidc_db_config_admin_auth', about: 'single sign-on' },
  { enable: 'referentielijsten_config_enable', data: 'referentielijsten_config', about: 'the list of kanalen' },
]

/** All steps; `able`: what the register can do of them, by the member with the data. */
export const stepsWith = (able: Readonly<Record<string, Read>>): Step[] =>
  STEPS.map((step) => {
    const read = able[step.data]
    return read ? { ...step, read } : step
  })
