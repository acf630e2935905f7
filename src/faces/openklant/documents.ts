/** The OpenAPI documents that this dialect publishes (behaviour.md Appendix A). */
import { stringify } from 'yaml'
import type { Manner } from '../../derive/openapi/operations.ts'
import { type Document, openapi } from '../../derive/openapi.ts'
import { declared, resources } from '../../resources/index.ts'
import { APIS, type ApiName } from './api.ts'
import { administrationPaths } from './documents/administration.ts'
import {
  conditionHeaders,
  conditionHeadersOf,
  conditionParameters,
  conditionParametersOf,
} from './documents/conditions.ts'
import { failureResponses, failureSchemas, failuresOf } from './documents/failures.ts'
import { featurePaths } from './documents/features.ts'
import { DESCRIPTIONS, TAGS } from './documents/texts.ts'

const VERSION = { 'API-version': { $ref: '#/components/headers/API-version' } }
const LOCATION = { Location: { $ref: '#/components/headers/Location' } }

const JSON_TYPE = 'application/json'
const PROBLEM = 'application/problem+json'

const manner: Manner = {
  security: [{ tokenAuth: [] }, { bearerAuth: [] }],
  headers: (verb) => ({ ...VERSION, ...(verb === 'Create' ? LOCATION : {}), ...conditionHeadersOf(verb) }),
  parameters: conditionParametersOf,
  failures: failuresOf,
}

const components = {
  parameters: conditionParameters,
  headers: {
    'API-version': { schema: { type: 'string' }, description: 'Versie van de API die antwoordt.' },
    Location: { schema: { type: 'string', format: 'uri' }, description: 'Adres van het object dat is toegevoegd.' },
    ...conditionHeaders,
  },
  securitySchemes: {
    tokenAuth: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'Het woord `Token`, een spatie en het token.',
    },
    bearerAuth: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'Waar dat is ingesteld: het token dat een identity provider aan een persoon gaf (OpenID Connect), of dat een client zelf ondertekende (ZGW-JWT).',
    },
  },
}

const kept = new Map<string, Document>()

/** The document of an API. `subpath`: what stands before the API in the addresses of this server. */
export const openapiDocument = (api: ApiName, subpath = ''): Document => {
  const key = `${api} ${subpath}`
  const known = kept.get(key)
  if (known) return known
  const { name, version, base, problems } = APIS[api]
  const own = resources.filter((resource) => resource.api === api)
  const document = openapi(declared, own, {
    info: {
      title: name,
      version,
      description: DESCRIPTIONS[api],
      license: { name: 'EUPL 1.2', url: 'https://opensource.org/licenses/EUPL-1.2' },
    },
    servers: [{ url: `${subpath}${base}` }],
    manner,
    components: { ...components, responses: failureResponses(problems ? [PROBLEM] : [JSON_TYPE, PROBLEM]) },
    schemas: failureSchemas,
    tags: TAGS[api],
    paths: api === 'beheer' ? administrationPaths(manner) : featurePaths(manner),
  })
  kept.set(key, document)
  return document
}

const texts = new Map<string, string>()

/** The same as text, ending in a newline. */
export const openapiText = (api: ApiName, format: 'yaml' | 'json', subpath = ''): string => {
  const key = `${api} ${format} ${subpath}`
  const known = texts.get(key)
  if (known !== undefined) return known
  const document = openapiDocument(api, subpath)
  const text =
    format === 'json'
      ? `${JSON.stringify(document)}\n`
      : stringify(document, { lineWidth: 120, aliasDuplicateObjects: false, blockQuote: 'literal' })
  texts.set(key, text)
  return text
}
