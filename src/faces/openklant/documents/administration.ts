/** All that administrators ask, as one document. */
import type { Manner } from '../../../derive/openapi/operations.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { destructionPaths } from './destructions.ts'
import { messagePaths } from './messages.ts'
import { tokenPaths } from './tokens.ts'

export const administrationPaths = (manner: Manner) => {
  // Nothing here says which version it is, so a condition never holds.
  const plain: Manner = {
    ...manner,
    headers: (verb) => {
      const { Location: _location, ETag: _etag, ...headers } = manner.headers(verb)
      return headers
    },
    failures: (verb) => {
      const { 304: _unchanged, ...failures } = manner.failures(verb)
      return failures
    },
    parameters: (verb) => (verb === 'Create' ? manner.parameters(verb) : []),
  }
  return (context: Context): Readonly<Record<string, Schema>> => ({
    ...tokenPaths(plain)(context),
    ...messagePaths(context, plain),
    ...destructionPaths(context, plain),
  })
}
