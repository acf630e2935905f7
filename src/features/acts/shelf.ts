import { type PlacedShelf, shelfOf } from '../../derive/archive/shelf.ts'
import type { Register } from '../../model/register.ts'
import { sql } from '../../sql/sql.ts'

/** Disputes in an archive. What someone said of a contact, in their own words, is for nobody outside. */
export const disputeShelf = (register: Register): PlacedShelf => ({
  ...shelfOf(register, register.get('betwisting')),
  secretRow: () => sql`true`,
})
