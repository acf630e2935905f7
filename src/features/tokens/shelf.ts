import type { Cell, PlacedShelf } from '../../derive/archive/shelf.ts'
import { literal, sql } from '../../sql/sql.ts'

const text = (path: string, column: string): Cell => ({
  path: [path],
  column,
  sqlType: 'text',
  nullable: false,
  initial: literal(''),
})

const moment = (path: string, column: string, nullable: boolean): Cell => ({
  path: [path],
  column,
  sqlType: 'timestamptz',
  nullable,
  ...(nullable ? {} : { initial: sql`now()` }),
})

/** The tokens in an archive, only where they are asked for: their hashes, with which nobody can use the API. */
export const tokenShelf: PlacedShelf = {
  name: 'token',
  table: 'token',
  key: 'hash',
  cells: [
    { path: ['identifier'], column: 'identifier', sqlType: 'text', nullable: false },
    { path: ['hash'], column: 'hash', sqlType: 'bytea', nullable: false },
    text('contactPerson', 'contact_person'),
    text('email', 'email'),
    text('organization', 'organization'),
    text('application', 'application'),
    text('administration', 'administration'),
    moment('created', 'created', false),
    moment('lastModified', 'last_modified', false),
    moment('revokedAt', 'revoked_at', true),
  ],
  listings: [],
  secret: true,
}
