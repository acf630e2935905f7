import type { Cell, PlacedShelf } from '../../derive/archive/shelf.ts'
import { OPEN_KLANT_SCOPES } from '../../model/scopes.ts'
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

/**
 * The tokens and clients in an archive, only where they are asked for: the hashes of tokens and the sealed secrets of
 * clients, with which nobody can use the API.
 */
export const tokenShelf: PlacedShelf = {
  name: 'token',
  table: 'token',
  key: 'hash',
  cells: [
    { path: ['identifier'], column: 'identifier', sqlType: 'text', nullable: false },
    { path: ['hash'], column: 'hash', sqlType: 'bytea', nullable: false },
    { path: ['secret'], column: 'secret', sqlType: 'bytea', nullable: true },
    text('contactPerson', 'contact_person'),
    text('email', 'email'),
    text('organization', 'organization'),
    text('application', 'application'),
    text('administration', 'administration'),
    // A token of an archive from before there were scopes may do what it could.
    {
      path: ['scopes'],
      column: 'scopes',
      sqlType: 'text[]',
      nullable: false,
      initial: sql`string_to_array(${literal(OPEN_KLANT_SCOPES.join(' '))}, ' ')`,
    },
    { path: ['extern'], column: 'extern', sqlType: 'boolean', nullable: false, initial: sql`false` },
    { path: ['actor'], column: 'actor', sqlType: 'uuid', nullable: true },
    { path: ['units'], column: 'units', sqlType: 'uuid[]', nullable: false, initial: literal('{}') },
    moment('created', 'created', false),
    moment('lastModified', 'last_modified', false),
    moment('revokedAt', 'revoked_at', true),
  ],
  listings: [],
  secret: true,
}
