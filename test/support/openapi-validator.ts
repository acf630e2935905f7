/** Whether an answer is what our OpenAPI documents promise; every member of it must be described there. */
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import { APIS, type ApiName } from '../../src/faces/openklant/api.ts'
import { openapiDocument } from '../../src/faces/openklant/documents.ts'

type Json = Readonly<Record<string, unknown>>

export interface Answer {
  readonly method: string
  /** The address: with or without host, base path, `.json` and query; a template as the document has it is fine too. */
  readonly path: string
  readonly status: number
  /** The parsed body; `undefined` when there is none. */
  readonly body: unknown
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keywords that hold one schema, a list of them, or schemas by name. */
const COMBINING = ['allOf', 'oneOf', 'anyOf']

/** A choice by discriminator is no puzzle: the member says which schema holds. */
const discriminated = (property: string, mapping: Json): Json => ({
  type: 'object',
  required: [property],
  properties: { [property]: { enum: Object.keys(mapping) } },
  allOf: Object.entries(mapping).map(([value, $ref]) => ({
    if: { properties: { [property]: { const: value } } },
    // biome-ignore lint/suspicious/noThenProperty: that is what JSON Schema calls it
    then: { $ref },
  })),
})

/** OpenAPI 3.0 in the words of JSON Schema. `closed`: members that no schema describes are mistakes. */
const translated = (schema: unknown, closed: boolean): Json => {
  if (!isObject(schema)) return {}
  const {
    nullable,
    properties,
    items,
    additionalProperties,
    discriminator,
    readOnly: _r,
    example: _e,
    ...rest
  } = schema
  let result: Record<string, unknown> = { ...rest }
  for (const keyword of COMBINING) {
    const list = schema[keyword]
    if (Array.isArray(list)) result[keyword] = list.map((one) => translated(one, false))
  }
  if (isObject(properties)) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, translated(one, true)]),
    )
  }
  if (items !== undefined) result.items = translated(items, true)
  if (additionalProperties === true) result.additionalProperties = true
  if (isObject(additionalProperties)) result.additionalProperties = translated(additionalProperties, true)
  if (isObject(discriminator)) {
    result = discriminated(discriminator.propertyName as string, discriminator.mapping as Json)
  }
  // A wrapper of its own, because what `$ref` stands beside must still be seen as described.
  if (closed) result = { allOf: [result], unevaluatedProperties: false }
  return nullable === true ? { anyOf: [{ type: 'null' }, result] } : result
}

const compilerFor = (document: Json): Ajv2019 => {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  formats.default(ajv, ['date', 'date-time', 'uuid', 'uri-reference'])
  // Hints in OpenAPI: an optional text is '' when there is none, and addresses may have letters beyond ASCII.
  ajv.addFormat('email', /^(|.+@.+)$/)
  ajv.addFormat('uri', /^(|[a-z][a-z0-9+.-]*:\S+)$/i)
  const { schemas } = document.components as { schemas: Json }
  const components = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, translated(schema, false)]),
  )
  ajv.addSchema({ $id: 'document', components: { schemas: components } })
  return ajv
}

const resolved = (document: Json, response: unknown): Json | undefined => {
  if (!isObject(response)) return undefined
  const { $ref } = response
  if (typeof $ref !== 'string') return response
  const { responses } = document.components as { responses: Readonly<Record<string, Json>> }
  return responses[$ref.split('/').at(-1) ?? '']
}

/** The path of the document that an address belongs to. */
const templateOf = (paths: Json, base: string, address: string): string | undefined => {
  const path = address.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/\?.*$/, '')
  const own = (path.includes(base) ? path.slice(path.indexOf(base) + base.length) : path).replace(/\.json$/, '')
  if (Object.hasOwn(paths, own)) return own
  const items = ['{uuid}', '{identifier}'].map((parameter) => own.replace(/^(\/[^/]+\/)[^/]+/, `$1${parameter}`))
  const inner = items.map((item) => item.replace(/^(\/[^/]+\/[^/]+\/betwistingen\/)[^/]+/, '$1{betwisting}'))
  return [...items, ...inner].find((item) => Object.hasOwn(paths, item))
}

/** The errors that others follow from: not the alternatives that did not hold, nor what then stays undescribed. */
const telling = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const causes = errors.filter(
    ({ keyword, params }) => !['anyOf', 'if', 'unevaluatedProperties'].includes(keyword) && params.type !== 'null',
  )
  return causes.length > 0 ? causes : errors
}

/** Answers what is wrong with an answer of this API; nothing when it is as documented. */
export type OpenapiValidator = (answer: Answer) => string[]

/** Makes the validator of an API. Compile it once: the schemas are large. */
export const validatorFor = (api: ApiName): OpenapiValidator => {
  const document = openapiDocument(api)
  const paths = document.paths as Readonly<Record<string, Json>>
  const base = (document.servers as readonly { readonly url: string }[])[0]?.url ?? ''
  const ajv = compilerFor(document)
  const known = new Map<string, ValidateFunction>()

  const failure = (name: string): Json | undefined => resolved(document, { $ref: `responses/${name}` })

  /** A method that a path does not have is refused like any other request, and by 405 if it gets that far. */
  const responseOf = (template: string | undefined, method: string, status: number): Json | undefined => {
    if (template === undefined) return status === 404 ? failure('NietGevonden') : undefined
    const operations = Object.values(paths[template] ?? {}) as readonly Json[]
    const operation = paths[template]?.[method] as Json | undefined
    if (operation) return resolved(document, (operation.responses as Json)[status])
    if (status === 405) return failure('MethodeNietToegestaan')
    return status < 400 ? undefined : resolved(document, (operations[0]?.responses as Json | undefined)?.[status])
  }

  const check = (key: string, schema: Json, body: unknown): string[] => {
    // References inside a response are relative to the document that the components stand in.
    const inside = JSON.parse(JSON.stringify(translated(schema, true)).replaceAll('"#/', '"document#/')) as Json
    const validate = known.get(key) ?? ajv.compile(inside)
    known.set(key, validate)
    if (validate(body)) return []
    return telling(validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }

  return ({ method, path, status, body }) => {
    const verb = method.toLowerCase()
    // The documents say nothing of these two.
    if (verb === 'head' || verb === 'options') return []
    const template = templateOf(paths, base, path)
    const response = responseOf(template, verb, status)
    const key = `${verb} ${template ?? path} ${status}`
    if (!response) return [`${key} is not documented`]
    const [content] = Object.values((response.content ?? {}) as Readonly<Record<string, { readonly schema: Json }>>)
    if (!content) return body === undefined ? [] : [`${key} has a body, which is not documented`]
    return body === undefined
      ? [`${key} has no body`]
      : check(key, content.schema, body).map((wrong) => `${key}: ${wrong}`)
  }
}

const validators = new Map<ApiName, OpenapiValidator>()

/** The same for an answer of either API, as its path tells; nothing about what is outside them. */
export const complaintsAbout: OpenapiValidator = (answer) => {
  const api = Object.values(APIS).find(({ base }) => answer.path.includes(`${base}/`))
  if (!api || /\/(openapi\.(yaml|json)|schema\/.*|)(\?|$)/.test(answer.path)) return []
  const validator = validators.get(api.name) ?? validatorFor(api.name)
  validators.set(api.name, validator)
  return validator(answer)
}
