/** The operations of a resource. */
import type { Schema } from '../../model/kinds/field.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { reference, sorted } from './components.ts'
import { expandParameter, listParameters, peildatumParameter, uuidParameter } from './parameters.ts'
import { pageName, patchName, shownName } from './resource.ts'
import { operationSentences } from './sentences.ts'

export type Verb = 'List' | 'Create' | 'Retrieve' | 'Update' | 'PartialUpdate' | 'Destroy'

/** What a dialect says of every operation. */
export interface Manner {
  readonly security: readonly Schema[]
  /** Headers of answers that went well. */
  readonly headers: (verb: Verb) => Readonly<Record<string, Schema>>
  /** Parameters that every operation of a kind takes beside its own. */
  readonly parameters: (verb: Verb) => readonly Schema[]
  /** Answers that went wrong, or say that nothing is new: status → response. */
  readonly failures: (verb: Verb) => Readonly<Record<string, Schema>>
}

export interface OperationParts {
  readonly verb: Verb
  readonly operationId: string
  readonly tag: string
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly Schema[]
  readonly body?: { readonly schemaName: string; readonly required: boolean }
  /** Answers that went well: status → its text and the name of what is in it. */
  readonly answers: Readonly<Record<string, { readonly description: string; readonly schemaName?: string }>>
}

const json = (schemaName: string): Schema => ({ 'application/json': { schema: reference(schemaName) } })

/** One operation as the document has it. */
export const operation = (
  manner: Manner,
  { verb, operationId, tag, summary, description, parameters = [], body, answers }: OperationParts,
): Schema => ({
  operationId,
  summary,
  description,
  parameters: [...parameters, ...manner.parameters(verb)],
  tags: [tag],
  ...(body ? { requestBody: { content: json(body.schemaName), ...(body.required ? { required: true } : {}) } } : {}),
  security: manner.security,
  responses: sorted({
    ...Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        {
          headers: manner.headers(verb),
          ...(answer.schemaName ? { content: json(answer.schemaName) } : {}),
          description: answer.description,
        },
      ]),
    ),
    ...manner.failures(verb),
  }),
})

const camel = (path: string): string => path.replace(/-(\w)/g, (_found, letter: string) => letter.toUpperCase())

/** The two paths of a resource, relative to its API: the collection and the object. */
export const pathsOf = (register: Register, resource: Resource, manner: Manner): Readonly<Record<string, Schema>> => {
  const sentences = operationSentences(register, resource)
  const { schemaName, path, tag } = resource
  const shown = shownName(resource)
  const required = Object.values(resource.fields).some(({ presence }) => presence === 'required')
  const make = (verb: Verb, rest: Pick<OperationParts, 'parameters' | 'body' | 'answers'>): Schema =>
    operation(manner, { verb, operationId: camel(path) + verb, tag, ...sentences[verb], ...rest })
  const one = [uuidParameter]
  const body = { schemaName, required }
  const found = (name: string, description = 'Het object.') => ({ 200: { description, schemaName: name } })
  return {
    [`/${path}`]: {
      get: make('List', {
        parameters: listParameters(register, resource),
        answers: found(pageName(shown), 'Een pagina.'),
      }),
      post: make('Create', { body, answers: { 201: { description: 'Toegevoegd.', schemaName } } }),
    },
    [`/${path}/{uuid}`]: {
      get: make('Retrieve', {
        parameters: [...expandParameter(resource), peildatumParameter, ...one],
        answers: found(shown),
      }),
      put: make('Update', { parameters: one, body, answers: found(schemaName) }),
      patch: make('PartialUpdate', {
        parameters: one,
        body: { schemaName: patchName(resource), required: false },
        answers: found(schemaName),
      }),
      delete: make('Destroy', { parameters: one, answers: { 204: { description: 'Verwijderd.' } } }),
    },
  }
}
