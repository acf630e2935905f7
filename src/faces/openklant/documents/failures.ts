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

interface Failure {
  readonly status: number
  readonly name: string
  readonly description: string
  /** None: it comes without a body. */
  readonly schema?: string
  readonly headers: Schema
}

const response = (
  mediaTypes: readonly string[],
  { description, schema, headers }: Pick<Failure, 'description' | 'schema' | 'headers'>,
): Schema => ({
  description,
  headers: { 'API-version': ref('headers', 'API-version'), ...headers },
  ...(schema === undefined
    ? {}
    : { content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: ref('schemas', schema) }])) }),
})

const header = (description: string): Schema => ({ description, schema: { type: 'string' } })

const fault = (
  status: number,
  name: string,
  description: string,
  headers: Readonly<Record<string, Schema>> = {},
): Failure => ({
  status,
  name,
  description,
  schema: status === 400 ? 'ValidatieFout' : 'Fout',
  headers,
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
  fault(
    415,
    'VerkeerdeSoort',
    'De inhoud van het verzoek is geen `application/json`, of heeft een `Content-Encoding`.',
  ),
]

const ETAG = { ETag: ref('headers', 'ETag') }

const UNCHANGED: Failure = {
  status: 304,
  name: 'Ongewijzigd',
  description: 'Het antwoord is nog zoals de client het heeft, volgens `If-None-Match`.',
  headers: ETAG,
}

const CHANGED = fault(412, 'IntussenGewijzigd', 'Het object is niet wat `If-Match` zegt; de ETag is die van nu.', ETAG)

/** With a key that was used before. */
const KEYED = [
  fault(
    409,
    'KanNietOpnieuw',
    'Het eerste verzoek met deze `Idempotency-Key` loopt nog, of het antwoord mag niet meer.',
    {
      'Retry-After': header('Na hoeveel seconden, als het eerste verzoek nog loopt.'),
    },
  ),
  fault(
    410,
    'AntwoordVernietigd',
    'Het verzoek is al uitgevoerd; een object uit het antwoord is sindsdien vernietigd.',
  ),
  fault(422, 'SleutelHergebruikt', 'De `Idempotency-Key` is gebruikt voor een ander verzoek.'),
]

/** For methods that a path does not have, so none of the operations described answers it. */
const OTHER_METHOD = fault(405, 'MethodeNietToegestaan', 'Dit pad kent deze methode niet.')

/** `mediaTypes`: of their bodies. */
export const failureResponses = (mediaTypes: readonly string[]): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    [UNCHANGED, ...ALWAYS, OTHER_METHOD, ...WITH_BODY, CHANGED, ...KEYED].map((failure) => [
      failure.name,
      response(mediaTypes, failure),
    ]),
  )

const READ: readonly Failure[] = [UNCHANGED, ...ALWAYS, CHANGED]
const CHANGE: readonly Failure[] = [...ALWAYS, ...WITH_BODY, CHANGED]

const FAILURES: Readonly<Record<Verb, readonly Failure[]>> = {
  List: READ,
  Retrieve: READ,
  Create: [...ALWAYS, ...WITH_BODY, ...KEYED],
  Update: CHANGE,
  PartialUpdate: CHANGE,
  Destroy: [...ALWAYS, CHANGED],
}

export const failuresOf = (verb: Verb): Readonly<Record<string, Schema>> =>
  Object.fromEntries(FAILURES[verb].map(({ status, name }) => [status, ref('responses', name)]))
