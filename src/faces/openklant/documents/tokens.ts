/** The API with which tokens are administered, as its document tells of it. */
import { objectSchema } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { SCOPES } from '../../../model/scopes.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const uuids = (description: string): Schema => ({
  type: 'array',
  items: { type: 'string', format: 'uuid' },
  description,
})

const SCOPE_LIST = [...SCOPES].map(([scope, help]) => `- \`${scope}\`: ${help}.`).join('\n')

const ACCESS: Readonly<Record<string, Schema>> = {
  scopes: {
    type: 'array',
    items: { type: 'string', enum: [...SCOPES.keys()] },
    description: `Wat het token mag; zonder rechten niets.\n\n${SCOPE_LIST}`,
  },
  extern: { type: 'boolean', description: 'Wie ermee werkt staat buiten de gemeente.' },
  actor: text('De actor die het is: wat van die actor is, ziet het token ook als het vertrouwelijk is.', {
    format: 'uuid',
    nullable: true,
  }),
  units: uuids('Actoren die de eenheden zijn waar het bij hoort.'),
}

const IDENTIFIER = text('Hoe het logboek het token noemt.', { maxLength: 50, pattern: '^[-a-zA-Z0-9_]+$' })
const CONTACT: Readonly<Record<string, Schema>> = {
  contactPerson: text('Bij wie navraag kan worden gedaan.', { maxLength: 200 }),
  email: text('Waar navraag kan worden gedaan.', { maxLength: 254 }),
  organization: text('De organisatie die het gebruikt.', { maxLength: 200 }),
  application: text('Het programma dat het gebruikt.', { maxLength: 200 }),
  administration: text('Het onderdeel van de organisatie.', { maxLength: 200 }),
}
const SHOWN: Readonly<Record<string, Schema>> = {
  identifier: IDENTIFIER,
  ...CONTACT,
  ...ACCESS,
  created: text('Wanneer het is gemaakt.', { format: 'date-time' }),
  revokedAt: text('Wanneer het is ingetrokken.', { format: 'date-time', nullable: true }),
}

const identifierParameter = {
  in: 'path',
  name: 'identifier',
  required: true,
  schema: { type: 'string' },
  description: 'De identifier van een token dat in gebruik is.',
}

export const tokenPaths =
  (manner: Manner) =>
  ({ components }: Context): Readonly<Record<string, Schema>> => {
    const all = Object.keys(SHOWN)
    const token = text('Het token zelf. Het staat alleen in dit antwoord, en is niet opnieuw op te vragen.')
    components.add('Token', objectSchema(SHOWN, all))
    components.add('NewToken', objectSchema({ identifier: IDENTIFIER, ...CONTACT, ...ACCESS }, ['identifier']))
    components.add('MadeToken', objectSchema({ ...SHOWN, token }, [...all, 'token']))
    components.add('TokenAccess', objectSchema(ACCESS, []))
    const none = { nullable: true, type: 'string' }
    const results = { type: 'array', items: { $ref: '#/components/schemas/Token' } }
    const list = { count: { type: 'integer' }, next: none, previous: none, results }
    components.add('TokenList', objectSchema(list, Object.keys(list)))
    const plain: Manner = { ...manner, headers: () => manner.headers('List') }
    const tag = 'tokens'
    return {
      '/tokens': {
        get: operation(plain, {
          verb: 'Retrieve',
          operationId: 'tokensList',
          tag,
          summary: 'Tokens opvragen',
          description: 'Alle tokens, ook wie zijn ingetrokken; het oudste eerst.',
          answers: { 200: { description: 'De tokens.', schemaName: 'TokenList' } },
        }),
        post: operation(plain, {
          verb: 'Create',
          operationId: 'tokensCreate',
          tag,
          summary: 'Token maken',
          description:
            'Maakt een token. Wie het al te lang heeft, trekt het in en maakt een nieuw met dezelfde identifier.',
          body: { schemaName: 'NewToken', required: true },
          answers: { 201: { description: 'Gemaakt.', schemaName: 'MadeToken' } },
        }),
      },
      '/tokens/{identifier}': {
        get: operation(plain, {
          verb: 'Retrieve',
          operationId: 'tokensRetrieve',
          tag,
          summary: 'Token opvragen',
          description: 'Een token dat in gebruik is, zonder het token zelf.',
          parameters: [identifierParameter],
          answers: { 200: { description: 'Het token.', schemaName: 'Token' } },
        }),
        patch: operation(plain, {
          verb: 'PartialUpdate',
          operationId: 'tokensPartialUpdate',
          tag,
          summary: 'Rechten van een token wijzigen',
          description: 'Wat niet is meegegeven blijft. Servers weten het binnen vijf seconden.',
          parameters: [identifierParameter],
          body: { schemaName: 'TokenAccess', required: false },
          answers: { 200: { description: 'Het token.', schemaName: 'Token' } },
        }),
        delete: operation(plain, {
          verb: 'Destroy',
          operationId: 'tokensDestroy',
          tag,
          summary: 'Token intrekken',
          description: 'Servers weigeren het binnen vijf seconden. De identifier kan daarna opnieuw worden gebruikt.',
          parameters: [identifierParameter],
          answers: { 204: { description: 'Ingetrokken.' } },
        }),
      },
    }
  }
