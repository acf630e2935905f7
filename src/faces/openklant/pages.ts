/** What is around the collections: roots, documents, pages about errors and channels (behaviour.md §0.1). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SCOPES } from '../../model/scopes.ts'
import { APIS, type Api, type ApiName, collectionPath } from './api.ts'
import { documentationPage } from './documentation-page.ts'
import { COMMON_HEADERS, type Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { HTML_HEADERS, page } from './html.ts'
import { CLASS_NAMES, kinds, Problem, problemBody, toProblem } from './problem.ts'
import { addRoute } from './resource-routes.ts'

export type DocumentText = (api: ApiName, format: 'yaml' | 'json') => string

const html = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).headers(HTML_HEADERS).send(Buffer.from(text))

const redirect = (
  app: FastifyInstance,
  from: string,
  to: (request: FastifyRequest) => string,
  status: 301 | 302,
): void => {
  app.get(from, (request, reply) =>
    reply
      .code(status)
      .headers({ 'content-type': 'text/html; charset=utf-8', location: to(request) })
      .send(),
  )
}

const ADMINISTERED = ['tokens', 'clients', 'berichten', 'vernietigingen']

/** maak-klantcontact has a place of its own among the collections. */
const rootEntries = (surroundings: Surroundings, api: Api, base: string): Record<string, string> => {
  const own = surroundings.engine.register.resources.filter((resource) => resource.api === api.name)
  const entries: [string, string][] = own.map((resource) => [resource.path, base + collectionPath(resource)])
  const maak: [string, string] = ['maak-klantcontact', `${base}${api.base}/maak-klantcontact`]
  if (api.name === 'beheer') return Object.fromEntries(ADMINISTERED.map((path) => [path, `${base}${api.base}/${path}`]))
  const position = own.findIndex(({ name }) => name === 'bijlage') + 1
  return Object.fromEntries(position > 0 ? entries.toSpliced(position, 0, maak) : entries)
}

const document = (app: FastifyInstance, api: Api, text: DocumentText): void => {
  const headers = {
    ...COMMON_HEADERS,
    'api-version': api.version,
    allow: 'GET, HEAD, OPTIONS',
    'access-control-allow-origin': '*',
  }
  for (const [format, type] of [
    ['yaml', 'application/vnd.oai.openapi; charset=utf-8'],
    ['json', 'application/vnd.oai.openapi+json'],
  ] as const) {
    app.get(`${api.base}/openapi.${format}`, (request, reply) => {
      const { accept } = request.headers
      const plain = type.split(';')[0] ?? ''
      const accepted =
        accept === undefined ||
        accept.split(',').some((one) => /^\s*(\*\/\*|application\/\*)\s*(;|$)/.test(one) || one.includes(plain))
      if (!accepted) {
        const problem = problemBody(new Problem(kinds.accept), '')
        return reply
          .code(406)
          .headers({ ...headers, 'content-type': 'application/json' })
          .send(Buffer.from(problem))
      }
      return reply.headers({ ...headers, 'content-type': type }).send(Buffer.from(text(api.name, format)))
    })
  }
}

const landing = (title: string, links: Readonly<Record<string, string>>): string =>
  page(
    title,
    `<ul>${Object.entries(links)
      .map(([label, href]) => `<li><a href="${href}">${label}</a></li>`)
      .join('')}</ul>`,
  )

const landings = (app: FastifyInstance): void => {
  const all = { Klantinteracties: 'klantinteracties/', Contactgegevens: 'contactgegevens/', Beheer: 'beheer/' }
  app.get('/', (_request, reply) => html(reply, 200, landing('Klantinteracties', all)))
  for (const name of Object.keys(APIS)) {
    app.get(`/${name}/`, (_request, reply) =>
      html(
        reply,
        200,
        landing(`API ${name}`, { API: 'api/v1/', Documentatie: 'api/v1/schema/', OpenAPI: 'api/v1/openapi.yaml' }),
      ),
    )
  }
}

const scopesText = `<dl>${[...SCOPES].map(([scope, help]) => `<dt><code>${scope}</code></dt><dd>${help}.</dd>`).join('')}</dl>`

/** A page about each class of error: where the `type` of a problem leads. */
const errorPages = (app: FastifyInstance, { register }: Surroundings['engine']): void => {
  const about = new Map(Object.values(kinds).map((kind) => [kind.className, kind]))
  app.get('/ref/fouten/:name/', (request, reply) => {
    const { name = '' } = request.params as { name?: string }
    if (!CLASS_NAMES.includes(name)) return notFoundPage(reply)
    const kind = about.get(name)
    const text = kind
      ? `<p>${kind.title.replace(/ ?"\{\w+\}"/, '')}</p><p>HTTP-status ${kind.status}, code <code>${kind.code}</code>.</p>`
      : ''
    return html(reply, 200, page(name, text))
  })
  app.get('/ref/scopes/', (_request, reply) => html(reply, 200, page('Scopes', scopesText)))
  app.get('/ref/kanalen/', (_request, reply) =>
    html(
      reply,
      200,
      page(
        'Kanalen',
        register.resources
          .flatMap(({ announced }) => announced ?? [])
          .map(({ channel, facts }) => `<h2 id="${channel}">${channel}</h2><p>Kenmerken: ${facts.join(', ')}.</p>`)
          .join(''),
      ),
    ),
  )
}

const notFoundPage = (reply: FastifyReply): FastifyReply =>
  html(reply, 404, page('Niet gevonden', '<p>Deze pagina bestaat niet.</p>'))

const VERSIONED = /^\/(?:klantinteracties|contactgegevens|beheer)\/api\/v(\d+)(?:\/|$)/

/** What the address would take in the version that there is. */
const allowed = ({ engine }: Surroundings, path: string): string => {
  const paths = engine.register.resources.map(collectionPath)
  if (paths.includes(path)) return 'GET, POST, HEAD, OPTIONS'
  return paths.some((one) => path.startsWith(`${one}/`))
    ? 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'
    : 'GET, HEAD, OPTIONS'
}

/** What goes wrong where no route is that could tell it in its own way. */
export const failed =
  (surroundings: Surroundings) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error)
    if (problem.kind.status >= 500) surroundings.logFailure(request, error)
    const body = problemBody(problem, surroundings.baseOf(request) ?? '')
    return reply
      .code(problem.kind.status)
      .headers({ ...COMMON_HEADERS, 'content-type': 'application/json' })
      .send(Buffer.from(body))
  }

/** Unknown addresses: a problem where an API is, a page elsewhere (§7, 28). */
export const notFound =
  (surroundings: Surroundings) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [path = ''] = request.url.split('?')
    const version = VERSIONED.exec(path)?.[1]
    if (version === undefined) return notFoundPage(reply)
    const known = Object.values(APIS).find((api) => path.startsWith(`${api.base}/`))
    const detail = known ? undefined : 'Ongeldige versie in URL-pad.'
    const body = problemBody(new Problem(kinds.absent, detail), surroundings.baseOf(request) ?? '')
    const allow = known ? {} : { allow: allowed(surroundings, path.replace(/\/v\d+(?=\/|$)/, '/v1')) }
    const own = {
      ...COMMON_HEADERS,
      'content-type': 'application/json',
      ...(known ? { 'api-version': known.version } : {}),
      ...allow,
    }
    return reply.code(404).headers(own).send(Buffer.from(body))
  }

export const pageRoutes = (
  app: FastifyInstance,
  exchange: Exchange,
  surroundings: Surroundings,
  text: DocumentText,
  subpath: string,
): void => {
  landings(app)
  errorPages(app, surroundings.engine)
  for (const api of Object.values(APIS)) {
    redirect(app, api.base, () => `${subpath}${api.base}/`, 301)
    redirect(app, `${api.base}/schema`, () => `${subpath}${api.base}/schema/`, 301)
    for (const format of ['yaml', 'json']) {
      redirect(app, `${api.base}/schema/openapi.${format}`, () => `${subpath}${api.base}/openapi.${format}`, 302)
    }
    document(app, api, text)
    documentationPage(app, { base: api.base, title: `API ${api.name}` })
    const root = async ({ base }: { base: string }) => ({
      status: 200,
      body: JSON.stringify(rootEntries(surroundings, api, base)),
    })
    const options = async () => ({
      status: 200,
      body: JSON.stringify({
        name: 'Api Root',
        description: '',
        renders: ['application/json'],
        parses: ['application/json'],
      }),
    })
    addRoute(
      app,
      exchange,
      `${api.base}/`,
      { api, needs: 'open', methods: { GET: root, HEAD: root, OPTIONS: options } },
      [''],
    )
  }
}
