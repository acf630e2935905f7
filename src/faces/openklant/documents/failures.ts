/** Answers that went wrong, as the documents tell of them; their bodies are made in `../problem.ts`. */
import type { Verb } from '../../../derive/openapi/operations.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { CLASS_NAMES } from '../problem.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })

const problem = {
  type: text(
    `Adres van een pagina over dit soort fout: \`…/ref/fouten/<soort>/\`, met als soort ${CLASS_NAMES.join(', ')}.`,
    {
      format: 'uri-reference',
    },
  ),
  code: text('Code van de fout, voor programma’s.'),
  title: text('Wat er aan de hand is, in het algemeen.'),
  status: { type: 'integer', description: 'De HTTP-status.', example: 400 },
  detail: text('Wat er aan de hand is, in dit geval.'),
  instance: text('Kenmerk van dit ene antwoord, om het in het logboek terug te vinden.', { format: 'uri' }),
}

const REQUIRED = ['code', 'detail', 'instance', 'status', 'title', 'type']
const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` })

export const failureSchemas: Readonly<Record<string, Schema>> = {
  Fout: { type: 'object', description: 'Waarom een verzoek niet lukte.', properties: problem, required: REQUIRED },
  ValidatieFout: {
    type: 'object',
    description: 'Waarom een verzoek niet lukte, en bij onjuiste gegevens: wat er aan welk veld mankeert.',
    properties: { ...problem, invalidParams: { type: 'array', items: ref('schemas', 'FieldValidationError') } },
    required: REQUIRED,
  },
  FieldValidationError: {
    type: 'object',
    description: 'Wat er aan één veld of parameter mankeert.',
    properties: {
      name: text('Waar: de naam, met punten tussen de lagen en het volgnummer in een lijst.', {
        example: 'digitaleAdressen.0.uuid',
      }),
      code: text('Welke regel is overtreden.', { example: 'required' }),
      reason: text('Uitleg voor mensen.'),
    },
    required: ['code', 'name', 'reason'],
  },
}

const response = (description: string, schema: string, headers: Schema = {}): Schema => ({
  description,
  headers: { 'API-version': ref('headers', 'API-version'), ...headers },
  content: {
    'application/json': { schema: ref('schemas', schema) },
    'application/problem+json': { schema: ref('schemas', schema) },
  },
})

interface Failure {
  readonly status: number
  readonly name: string
  readonly response: Schema
}

const header = (description: string): Schema => ({ description, schema: { type: 'string' } })

const fault = (
  status: number,
  name: string,
  description: string,
  headers: Readonly<Record<string, Schema>> = {},
): Failure => ({
  status,
  name,
  response: response(description, status === 400 ? 'ValidatieFout' : 'Fout', headers),
})

const ALWAYS = [
  fault(400, 'OnjuistVerzoek', 'Gegevens of parameters zijn onjuist; alle fouten van één ronde staan erbij.'),
  fault(401, 'NietAangemeld', 'Er is geen geldig token meegegeven.', {
    'WWW-Authenticate': header('`Token`, en waar dat is ingesteld `Bearer`.'),
  }),
  fault(403, 'GeenToestemming', 'Het token mag dit niet; welke rechten ontbreken staat erbij.'),
  fault(404, 'NietGevonden', 'Het object of de pagina bestaat niet.'),
  fault(406, 'VormOnmogelijk', 'De header Accept laat geen JSON toe.'),
  fault(429, 'TeVeel', 'Er kwamen te veel verzoeken met dit token, of te vaak een verkeerd token van dit adres.', {
    'Retry-After': header('Na hoeveel seconden.'),
  }),
  fault(503, 'NietBeschikbaar', 'De dienst is even niet beschikbaar; probeer het later weer.', {
    'Retry-After': header('Na hoeveel seconden.'),
  }),
]

const WITH_BODY = [
  fault(408, 'TeLangzaam', 'Het verzoek kwam niet op tijd binnen.'),
  fault(413, 'TeGroot', 'Het verzoek is te groot.'),
  fault(415, 'VerkeerdeSoort', 'De inhoud van het verzoek is geen `application/json`.'),
]

/** For methods that a path does not have, so none of the operations described answers it. */
const OTHER_METHOD = fault(405, 'MethodeNietToegestaan', 'Dit pad kent deze methode niet.')

export const failureResponses: Readonly<Record<string, Schema>> = Object.fromEntries(
  [...ALWAYS, OTHER_METHOD, ...WITH_BODY].map((failure) => [failure.name, failure.response]),
)

const BODY_VERBS: ReadonlySet<Verb> = new Set(['Create', 'Update', 'PartialUpdate'])

export const failuresOf = (verb: Verb): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    [...ALWAYS, ...(BODY_VERBS.has(verb) ? WITH_BODY : [])].map(({ status, name }) => [status, ref('responses', name)]),
  )
