import type { PlainShelf } from '../../derive/archive/shelf.ts'
import { MOVED_IN } from '../../derive/move-in/difference.ts'
import { sql } from '../../sql/sql.ts'

/** Which rows came from an Open Klant, so that the next import knows them in a restored register too. */
export const movedInShelf: PlainShelf = {
  name: 'movedIn',
  table: MOVED_IN,
  about: 'marks',
  order: ['collection'],
  cells: [
    { path: ['collection'], column: 'collection', sqlType: 'text', nullable: false },
    { path: ['positions'], column: 'ids', sqlType: 'int8multirange', nullable: false },
    { path: ['movedAt'], column: 'moved_at', sqlType: 'timestamptz', nullable: false, initial: sql`now()` },
  ],
}
