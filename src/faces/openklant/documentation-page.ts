/** The page about an API, for people: Swagger UI over its document, all of it served from here. */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { escapeHtml, HTML_HEADERS } from './html.ts'

const packageFile = fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

/** Runs in the browser. People paste a token; the API wants a word before it. */
const START = `window.onload = () => SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#page',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  filter: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    const token = request.headers.Authorization
    if (token && !/^token\\s/i.test(token)) request.headers.Authorization = 'Token ' + token
    return request
  },
})`

// Swagger UI writes style attributes and shows its icons from data: addresses; the rest comes from this server.
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(START).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Addresses are relative, so that the page works under any prefix that a proxy puts before it. */
const text = (title: string): string => `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${version}/favicon-32x32.png">
<link rel="stylesheet" href="${version}/swagger-ui.css">
</head>
<body>
<main id="page"><noscript>Deze pagina heeft JavaScript nodig. Het document zelf: <a href="../openapi.yaml">openapi.yaml</a>.</noscript></main>
<script src="${version}/swagger-ui-bundle.js"></script>
<script>${START}</script>
</body>
</html>
`

export interface DocumentationPageOptions {
  /** Path of the API, without a slash at the end; the page stands at `schema/` under it, the document beside that. */
  readonly base: string
  readonly title: string
}

/** Adds the page, and the files that it needs at addresses with a version in them. */
export const documentationPage = (app: FastifyInstance, { base, title }: DocumentationPageOptions): void => {
  const page = Buffer.from(text(title))
  const headers = { ...HTML_HEADERS, 'content-security-policy': POLICY, 'cache-control': 'no-cache' }
  app.get(`${base}/schema/`, (_request, reply) => reply.headers(headers).send(page))
  for (const [name, type] of Object.entries(ASSETS)) {
    const path = join(dirname(packageFile), name)
    const about = {
      'content-type': type,
      'content-length': statSync(path).size,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    }
    app.get(`${base}/schema/${version}/${name}`, (_request, reply) => reply.headers(about).send(createReadStream(path)))
  }
}
