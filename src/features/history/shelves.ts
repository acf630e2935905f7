/** Lists of destruction in an archive: without them versions whose content was erased would look as if that was wrong. */
import type { Cell, PlainShelf } from '../../derive/archive/shelf.ts'
import { sql } from '../../sql/sql.ts'
import { DESTROYED } from '../../derive/verify.ts'

const cell = (member: string, column: string, sqlType: string, nullable = false): Cell => ({
  path: [member],
  column,
  sqlType,
  nullable,
})

export const destructionShelves: readonly PlainShelf[] = [
  {
    name: 'vernietigingslijst',
    table: DESTROYED.list,
    about: 'history',
    order: ['nummer'],
    cells: [
      cell('nummer', 'nummer', 'bigint'),
      cell('uuid', 'uuid', 'uuid'),
      cell('grond', 'grond', 'text'),
      cell('toelichting', 'toelichting', 'text'),
      cell('voorgesteldDoor', 'voorgesteld_door', 'text'),
      { ...cell('voorgesteldAls', 'voorgesteld_als', 'text[]'), initial: sql`'{}'::text[]` },
      cell('voorgesteldOp', 'voorgesteld_op', 'timestamptz'),
      cell('goedgekeurdDoor', 'goedgekeurd_door', 'text', true),
      cell('goedgekeurdOp', 'goedgekeurd_op', 'timestamptz', true),
      cell('certificaat', 'certificaat', 'jsonb', true),
    ],
  },
  {
    name: 'vernietigdObject',
    table: DESTROYED.object,
    about: 'history',
    order: ['lijst', 'collectie', 'id'],
    cells: [
      cell('lijst', 'lijst', 'bigint'),
      cell('collectie', 'collectie', 'text'),
      cell('position', 'id', 'bigint'),
      cell('uuid', 'uuid', 'uuid'),
      { ...cell('blijft', 'blijft', 'boolean'), initial: sql`false` },
    ],
  },
]
