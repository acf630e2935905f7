/** The dialect of Open Klant, as one plugin: everything it serves, in the order in which it is looked up. */
import type { FastifyInstance } from 'fastify'
import { destructionRoutes } from './destruction-routes.ts'
import { actRoutes } from './act-routes.ts'
import { changesOfReports } from './changes-of-reports.ts'
import { besideRoutes } from './beside-routes.ts'
import { exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { historyRoutes } from './history-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { type DocumentText, pageRoutes } from './pages.ts'
import { ketenRoute, maakKlantcontactRoute, replacements } from './replacements.ts'
import { processingRoutes } from './processing-routes.ts'
import { resourceRoutes } from './resource-routes.ts'
import { searchRoutes } from './search-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export const openKlant = (
  app: FastifyInstance,
  surroundings: Surroundings,
  documents: DocumentText,
  subpath: string,
): void => {
  // Bodies are read as bytes: what they are worth is judged after the object was found.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const answering = exchange(surroundings)
  maakKlantcontactRoute(app, answering, surroundings)
  resourceRoutes(app, answering, surroundings, replacements(surroundings, changesOfReports(surroundings)))
  ketenRoute(app, answering, surroundings)
  besideRoutes(app, answering, surroundings)
  historyRoutes(app, answering, surroundings)
  searchRoutes(app, answering, surroundings)
  actRoutes(app, answering, surroundings)
  processingRoutes(app, answering, surroundings)
  tokenRoutes(app, answering, surroundings)
  messageRoutes(app, answering, surroundings)
  destructionRoutes(app, answering, surroundings)
  pageRoutes(app, answering, surroundings, documents, subpath)
}
