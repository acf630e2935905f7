/** What administrators of the register ask of it. */
import type { FastifyInstance } from 'fastify'
import type { Naming } from '../../features/events/messages.ts'
import type { Database } from '../../sql/database.ts'
import { routes, type Surroundings } from './exchange.ts'
import { messageRoutes } from './messages.ts'

export const beheer = (
  app: FastifyInstance,
  surroundings: Surroundings,
  { database, naming }: { readonly database: Database; readonly naming: Naming },
): void => routes(app, surroundings, messageRoutes(database, naming))
