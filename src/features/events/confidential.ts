/** Which rows are confidential: those that do not exist for who lacks these scopes, as their declarations say. */
import { type Sight, sightOf } from '../../derive/sight.ts'
import { hidden, viewing } from '../../derive/veil.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { ALL_RIGHTS, rightsOf } from '../../model/scopes.ts'
import { type Sql, sql } from '../../sql/sql.ts'
import { SCOPES } from './may-hear.ts'

/**
 * A receiver without any of its scopes, nor one that a veil asks for, which none can have; what it is sent holds nothing that
 * other scopes hide.
 */
const leastOf = ({ resources }: Register): Sight => {
  const veiled = resources.flatMap(({ veils = [] }) => veils.map(({ scope }) => scope))
  const secret: ReadonlySet<string> = new Set([...SCOPES, ...veiled])
  return sightOf({ rights: rightsOf([...ALL_RIGHTS].filter((scope) => !secret.has(scope))) })
}

/** Whether the row with the alias `o` is one of those. */
export const confidentialOf = (register: Register, resource: Resource): Sql =>
  hidden(viewing(register, leastOf(register)), resource, 'o') ?? sql`false`
