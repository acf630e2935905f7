/**
 * Where our answers differ from the recorded ones, and why. `§7` is behaviour.md §7: F fixes what nobody can rely on,
 * S takes more than Open Klant does.
 */
import type { Case, Difference } from './differences.ts'

const isNothing = (value: unknown): boolean => value === null || value === undefined
const isReference = (value: unknown): boolean => typeof value === 'object' && value !== null && 'uuid' in value
const anything = (): boolean => true
const is =
  (...wanted: readonly unknown[]) =>
  (value: unknown): boolean =>
    wanted.includes(value)
const starts =
  (prefix: string) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.startsWith(prefix)

const PARTIJEN = /\/partijen(\/|$)/
const ACTOREN = /\/actoren(\/|$)/
const ADRESSEN = /\/digitaleadressen(\/|$)/
const API = /^\/(klantinteracties|contactgegevens)\/api\/v1\//
const BODIES = ['POST', 'PUT', 'PATCH']
const ALL = ['GET', ...BODIES]
type Body = Readonly<Record<string, unknown>>

/** The whole answer is another one. */
const status = (
  request: Case['request'],
  recorded: readonly number[],
  ours: readonly number[],
  after?: Case['after'],
): Case => ({
  request,
  ...(after ? { after } : {}),
  pointer: /^status$/,
  recorded: is(...recorded),
  ours: is(...ours),
})

const withoutSoort = (identificatie: string, soort: string) => (body: Body) => identificatie in body && !(soort in body)

/** A PATCH of an identification without its soort: refused, taking effect, and seen later. */
const variantCases = (path: RegExp, identificatie: string, soort: string): Case[] => {
  const given = { methods: ['PATCH'], path, body: withoutSoort(identificatie, soort) }
  const part = { pointer: new RegExp(`/${identificatie}(/|$)`), recorded: anything, ours: anything }
  return [
    status(given, [200], [400]),
    { ...part, request: given },
    { ...part, request: { methods: ALL, path }, after: given },
  ]
}

/** For a register that makes numbers (`NUMMER_AUTO=on`). */
export const numberRules: readonly Difference[] = [
  {
    ground: 'NUMMER_AUTO',
    reason: 'partij, klantcontact and internetaak get a number when they come without one',
    cases: [
      {
        request: {},
        pointer: /(^|\/)nummer$/,
        recorded: is(null, ''),
        ours: (value) => typeof value === 'string' && /^\d{10}$/.test(value),
      },
    ],
  },
]

const DAY = 24 * 60 * 60 * 1000
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

export const rules: readonly Difference[] = [
  {
    ground: 'the day of the recording',
    reason: 'a relation that comes without one begins on the day on which it is made',
    cases: [
      {
        request: {},
        pointer: /(^|\/)beginDatum$/,
        recorded: is('2026-11-23'),
        // A run may go on past midnight.
        ours: (value) => value === dayOf(Date.now()) || value === dayOf(Date.now() - DAY),
      },
    ],
  },
  {
    ground: 'the parser’s own words',
    reason: 'what a JSON parser says of a text differs from parser to parser',
    cases: [
      {
        request: { methods: BODIES },
        pointer: /^\/detail$/,
        recorded: starts('JSON parse error - '),
        ours: starts('JSON parse error - '),
      },
    ],
  },
  {
    ground: 'names, descriptions and help texts in OPTIONS answers',
    reason: 'these sentences are our own',
    cases: [
      {
        request: { methods: ['OPTIONS'] },
        pointer: /^\/(name|description)$|\/(helpText|label|displayName)$/,
        recorded: anything,
        ours: anything,
      },
    ],
  },
  {
    ground: '§7 1 and 28 S',
    reason:
      'problems reach who asks for them: an address within an API that does not exist, and application/problem+json',
    cases: [
      {
        request: { path: API },
        pointer: /^header content-type$/i,
        recorded: starts('text/html'),
        ours: is('application/json'),
      },
      status({ path: API, accept: /application\/problem\+json/ }, [406], [200, 201, 400]),
    ],
  },
  {
    ground: '§7 6 and 7 F',
    reason:
      'a digitaal adres may be made without verstrektDoorPartij, and keep its own referentie, soort and default flag',
    cases: [
      status(
        { methods: ['POST', 'PUT'], path: ADRESSEN, body: (body) => !('verstrektDoorPartij' in body) },
        [400],
        [200, 201],
      ),
      status(
        { methods: ['PUT', 'PATCH'], path: ADRESSEN, body: (body) => typeof body.referentie === 'string' },
        [400],
        [200],
      ),
      status({ methods: ['PUT', 'PATCH'], path: ADRESSEN, body: (body) => 'soortDigitaalAdres' in body }, [400], [200]),
      status({ methods: ['PATCH'], path: ADRESSEN, body: (body) => !('isStandaardAdres' in body) }, [400], [200], {
        methods: ['PUT', 'PATCH'],
        path: PARTIJEN,
        body: (body) => 'digitaleAdressen' in body,
      }),
    ],
  },
  {
    ground: '§7 9, 10 and 14 F',
    reason:
      'filters on address lines have effect, none finds an object twice, and an address may have a host without a dot',
    cases: [
      {
        request: { methods: ['GET', 'HEAD'], path: PARTIJEN, query: /adresAdresregel[123]=/ },
        pointer: /^\/(count|next|results)(\/|$)/,
        recorded: anything,
        ours: anything,
      },
      status({ methods: ['GET', 'HEAD'], path: PARTIJEN, query: /adresAdresregel[123]=.*\0/ }, [200], [400]),
      {
        request: { methods: ['GET'], query: /(hadBetrokkene|onderwerpobject|wasOnderwerpobject|actoren)__/i },
        pointer: /^\/(count|next|results\/length)$/,
        recorded: anything,
        ours: anything,
        shifts: true,
      },
      status({ methods: ['GET'], query: /__url=https?:\/\/[^./]+([/:]|$)/ }, [400], [200]),
    ],
  },
  {
    ground: '§7 11 F and S',
    reason:
      '_expand has all that was asked, wherever it belongs; a path brings what it passes through; every expand is checked',
    cases: [
      {
        request: { methods: ['GET'], query: /expand=/ },
        pointer: /(^|\/)_expand(\/|$)/,
        recorded: (value) => isNothing(value) || typeof value === 'number',
        ours: anything,
        shifts: true,
      },
      status({ methods: ['GET'], query: /expand=.*expand=/ }, [200], [400]),
    ],
  },
  {
    ground: '§7 18 F',
    reason: 'a PATCH of an identification without its soort is judged by the stored soort, and takes effect',
    cases: [
      ...variantCases(PARTIJEN, 'partijIdentificatie', 'soortPartij'),
      ...variantCases(ACTOREN, 'actorIdentificatie', 'soortActor'),
    ],
  },
  {
    ground: '§7 20 F',
    reason: 'a preference ends when the address or account goes to another partij or to none',
    cases: [
      {
        request: { methods: ALL },
        pointer: /\/voorkeurs(DigitaalAdres|Rekeningnummer)$/,
        recorded: isReference,
        ours: is(null),
      },
    ],
  },
  {
    ground: '§7 21 to 23 F and S',
    reason:
      'a parent identificator may go together with those under it, keeps its kind while it has any, and may be made with them',
    cases: [
      status(
        { methods: BODIES, path: PARTIJEN, body: (body) => Array.isArray(body.partijIdentificatoren) },
        [400],
        [200, 201],
      ),
      status(
        { methods: BODIES, path: PARTIJEN, body: (body) => Array.isArray(body.partijIdentificatoren) },
        [200, 201],
        [400],
      ),
    ],
  },
]
