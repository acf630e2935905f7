import { isBsn } from '../../model/formats.ts'
import type { Guard } from '../../model/guard.ts'

const scopes = { scope: 'bsn.tonen', use: 'bsn.gebruiken', mask: '*********' } as const

/** A value that is a BSN if the member beside it says so. */
export const bsnBySoort: Guard = { ...scopes, when: { path: 'codeSoortObjectId', is: 'bsn' } }

/** A value that is a BSN if it equals the one at this path. */
export const bsnLike = (path: string): Guard => ({ ...scopes, when: { copyOf: path, like: isBsn } })
