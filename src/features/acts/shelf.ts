import type { Cell, PlacedShelf } from '../../derive/archive/shelf.ts'
import { sql } from '../../sql/sql.ts'

const cell = (path: string, column: string, sqlType: string, nullable = false): Cell => ({
  path: [path],
  column,
  sqlType,
  nullable,
})

/** Disputes in an archive. What they are about may be gone: so they name it, and do not refer to it. */
export const disputeShelf: PlacedShelf = {
  name: 'betwisting',
  table: 'betwisting',
  key: 'uuid',
  cells: [
    cell('uuid', 'uuid', 'uuid'),
    cell('klantcontact', 'klantcontact', 'uuid'),
    cell('betrokkene', 'betrokkene', 'uuid'),
    cell('toelichting', 'toelichting', 'text'),
    { ...cell('beperking', 'beperking', 'boolean'), initial: sql`false` },
    cell('ingediendOp', 'ingediend_op', 'timestamptz'),
    cell('ingediendSoort', 'ingediend_soort', 'text'),
    cell('ingediendDoor', 'ingediend_door', 'text'),
    cell('uiterlijkOp', 'uiterlijk_op', 'timestamptz'),
    cell('besluit', 'besluit', 'text', true),
    cell('besluitToelichting', 'besluit_toelichting', 'text', true),
    cell('verklaring', 'verklaring', 'text', true),
    cell('beslotenOp', 'besloten_op', 'timestamptz', true),
    cell('beslotenSoort', 'besloten_soort', 'text', true),
    cell('beslotenDoor', 'besloten_door', 'text', true),
  ],
  // What someone said of a contact, in their own words, is for nobody outside.
  secretRow: () => sql`true`,
  writtenSince: (moment) => sql`greatest(r.ingediend_op, r.besloten_op) >= ${moment}`,
  listings: [],
}
