/** The API with which tokens and clients are administered, as its document tells of it. */
import { objectSchema } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { MOST_UNITS } from '../../../features/tokens/token-body.ts'
import { SCOPES } from '../../../model/scopes.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const uuids = (description: string): Schema => ({
  type: 'array',
  items: { type: 'string', format: 'uuid' },
  description,
})

const SCOPE_LIST = [...SCOPES].map(([scope, help]) => `- \`${scope}\`: ${help}.`).join('\n')

/** What tokens and clients are called, and what is told once of each. */
const KINDS = {
  token: {
    schemaName: 'Token',
    plural: 'Tokens',
    it: 'het token',
    secret: text('Het token zelf. Het staat alleen in dit antwoord, en is niet opnieuw op te vragen.'),
    /** Given with a new one. */
    own: {} as Readonly<Record<string, Schema>>,
    secretName: 'token',
    list: 'Alle tokens, ook wie zijn ingetrokken; het oudste eerst.',
    make: 'Maakt een token. Wie het al te lang heeft, trekt het in en maakt een nieuw met dezelfde identifier.',
  },
  client: {
    schemaName: 'Client',
    plural: 'Clients',
    it: 'de client',
    secret: text('Het geheim. Het staat alleen in dit antwoord, en is niet opnieuw op te vragen.'),
    own: { secret: text('Het geheim, als de client er al een heeft: minstens 32 bytes. Anders wordt er een gemaakt.') },
    secretName: 'secret',
    list: 'Alle clients, ook wie zijn ingetrokken; de oudste eerst.',
    make: 'Maakt een client: een programma dat zijn tokens zelf ondertekent (ZGW-JWT, HS256), zoals KISS. De `identifier` is zijn client-id.',
  },
} as const

type Kind = keyof typeof KINDS

const accessOf = (it: string): Readonly<Record<string, Schema>> => ({
  scopes: {
    type: 'array',
    items: { type: 'string', enum: [...SCOPES.keys()] },
    description: `Wat ${it} mag; zonder rechten niets.\n\n${SCOPE_LIST}`,
  },
  extern: { type: 'boolean', description: 'Wie ermee werkt staat buiten de gemeente.' },
  actor: text(`De actor die het is: wat van die actor is, ziet ${it} ook als het vertrouwelijk is.`, {
    format: 'uuid',
    nullable: true,
  }),
  units: uuids(`Actoren die de eenheden zijn waar het bij hoort: hoogstens ${MOST_UNITS} verschillende.`),
})

const identifierOf = (it: string): Schema =>
  text(`Hoe het logboek ${it} noemt.`, { maxLength: 50, pattern: '^[-a-zA-Z0-9_]+$' })
const CONTACT: Readonly<Record<string, Schema>> = {
  contactPerson: text('Bij wie navraag kan worden gedaan.', { maxLength: 200 }),
  email: text('Waar navraag kan worden gedaan.', { maxLength: 254 }),
  organization: text('De organisatie die het gebruikt.', { maxLength: 200 }),
  application: text('Het programma dat het gebruikt.', { maxLength: 200 }),
  administration: text('Het onderdeel van de organisatie.', { maxLength: 200 }),
}
const AFTER: Readonly<Record<string, Schema>> = {
  created: text('Wanneer het is gemaakt.', { format: 'date-time' }),
  revokedAt: text('Wanneer het is ingetrokken.', { format: 'date-time', nullable: true }),
}

const schemasOf = ({ components }: Context, kind: Kind): void => {
  const { schemaName, it, secret, secretName, own } = KINDS[kind]
  const access = accessOf(it)
  const identifier = identifierOf(it)
  const shown = { identifier, ...CONTACT, ...access, ...AFTER }
  const all = Object.keys(shown)
  components.add(schemaName, objectSchema(shown, all))
  components.add(`New${schemaName}`, objectSchema({ identifier, ...CONTACT, ...access, ...own }, ['identifier']))
  components.add(`Made${schemaName}`, objectSchema({ ...shown, [secretName]: secret }, [...all, secretName]))
  components.add(`${schemaName}Access`, objectSchema(access, []))
  const none = { nullable: true, type: 'string' }
  const results = { type: 'array', items: { $ref: `#/components/schemas/${schemaName}` } }
  const list = { count: { type: 'integer' }, next: none, previous: none, results }
  components.add(`${schemaName}List`, objectSchema(list, Object.keys(list)))
}

const pathsOf = (manner: Manner, kind: Kind): Readonly<Record<string, Schema>> => {
  const { schemaName, plural, it, list, make } = KINDS[kind]
  const tag = `${kind}s`
  const It = it.charAt(0).toUpperCase() + it.slice(1)
  const parameters = [
    {
      in: 'path',
      name: 'identifier',
      required: true,
      schema: { type: 'string' },
      description: `De identifier van een ${kind}, in gebruik.`,
    },
  ]
  return {
    [`/${tag}`]: {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: `${tag}List`,
        tag,
        summary: `${plural} opvragen`,
        description: list,
        answers: { 200: { description: `De ${tag}.`, schemaName: `${schemaName}List` } },
      }),
      post: operation(manner, {
        verb: 'Create',
        operationId: `${tag}Create`,
        tag,
        summary: `${schemaName} maken`,
        description: make,
        body: { schemaName: `New${schemaName}`, required: true },
        answers: { 201: { description: 'Gemaakt.', schemaName: `Made${schemaName}` } },
      }),
    },
    [`/${tag}/{identifier}`]: {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: `${tag}Retrieve`,
        tag,
        summary: `${schemaName} opvragen`,
        description: `${It}, zolang in gebruik, zonder wat geheim is.`,
        parameters,
        answers: { 200: { description: `${It}.`, schemaName } },
      }),
      patch: operation(manner, {
        verb: 'PartialUpdate',
        operationId: `${tag}PartialUpdate`,
        tag,
        summary: `Rechten van een ${kind} wijzigen`,
        description: 'Wat niet is meegegeven blijft. Servers weten het binnen vijf seconden.',
        parameters,
        body: { schemaName: `${schemaName}Access`, required: false },
        answers: { 200: { description: `${It}.`, schemaName } },
      }),
      delete: operation(manner, {
        verb: 'Destroy',
        operationId: `${tag}Destroy`,
        tag,
        summary: `${schemaName} intrekken`,
        description: 'Servers weigeren het binnen vijf seconden. De identifier kan daarna opnieuw worden gebruikt.',
        parameters,
        answers: { 204: { description: 'Ingetrokken.' } },
      }),
    },
  }
}

export const tokenPaths =
  (manner: Manner) =>
  (context: Context): Readonly<Record<string, Schema>> => {
    const plain: Manner = { ...manner, headers: () => manner.headers('List') }
    for (const kind of ['token', 'client'] as const) schemasOf(context, kind)
    return { ...pathsOf(plain, 'token'), ...pathsOf(plain, 'client') }
  }
