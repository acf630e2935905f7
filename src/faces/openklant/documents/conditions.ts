/** Conditional requests and requests with a key, as the documents tell of them. */
import type { Verb } from '../../../derive/openapi/operations.ts'
import type { Schema } from '../../../model/kinds/field.ts'

const header = (description: string): Schema => ({ schema: { type: 'string' }, description })

export const conditionHeaders: Readonly<Record<string, Schema>> = {
  ETag: header('Kenmerk van deze versie van het antwoord, voor `If-Match` en `If-None-Match`.'),
  'Idempotent-Replayed': {
    schema: { type: 'string', enum: ['true'] },
    description: 'Dit antwoord is eerder gegeven, op hetzelfde verzoek met dezelfde `Idempotency-Key`.',
  },
}

/** With an answer that holds more than the object that it is of. */
export const TAG_OF_CONTACT = header('Kenmerk van het klantcontact in dit antwoord, voor `If-Match`.')

const parameter = (name: string, description: string, schema: Schema = { type: 'string' }): Schema => ({
  in: 'header',
  name,
  schema,
  description,
})

export const conditionParameters: Readonly<Record<string, Schema>> = {
  'If-Match': parameter(
    'If-Match',
    'De ETag waarmee het object is opgehaald: is het intussen gewijzigd, dan gebeurt er niets (412).',
  ),
  'If-None-Match': parameter(
    'If-None-Match',
    'De ETag van een eerder antwoord: is het nog hetzelfde, dan komt het niet opnieuw (304).',
  ),
  'Idempotency-Key': parameter(
    'Idempotency-Key',
    'Een zelfgekozen sleutel, liefst een uuid. Wie hetzelfde verzoek binnen 24 uur met dezelfde sleutel nog eens doet, krijgt het eerste antwoord opnieuw; het wordt niet nog eens uitgevoerd.',
    { type: 'string', maxLength: 255 },
  ),
}

const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` })

const SHOWN: ReadonlySet<Verb> = new Set(['List', 'Retrieve', 'Create', 'Update', 'PartialUpdate'])

/** Headers of answers that went well. */
export const conditionHeadersOf = (verb: Verb): Readonly<Record<string, Schema>> => ({
  ...(SHOWN.has(verb) ? { ETag: ref('headers', 'ETag') } : {}),
  ...(verb === 'Create' ? { 'Idempotent-Replayed': ref('headers', 'Idempotent-Replayed') } : {}),
})

const PARAMETER: Readonly<Record<Verb, string>> = {
  List: 'If-None-Match',
  Retrieve: 'If-None-Match',
  Create: 'Idempotency-Key',
  Update: 'If-Match',
  PartialUpdate: 'If-Match',
  Destroy: 'If-Match',
}

export const conditionParametersOf = (verb: Verb): readonly Schema[] => [ref('parameters', PARAMETER[verb])]
