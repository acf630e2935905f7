/** Our documents against the ones that Open Klant publishes: the same names, and a known list of what is more. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import type { ApiName } from '../../src/faces/openklant/api.ts'
import { openapiDocument } from '../../src/faces/openklant/documents.ts'

type Json = Readonly<Record<string, unknown>>

const published = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'openklant', 'openapi')
const skip = existsSync(published) ? false : `no published documents at ${published}`

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const entries = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : [])
const keys = (value: unknown): string[] => entries(value).map(([key]) => key)
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((here, key) => (isObject(here) ? here[key] : undefined), value)

/** `GET /partijen` → operation. */
const operations = (document: Json): Map<string, Json> =>
  new Map(
    entries(document.paths).flatMap(([path, item]) =>
      entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation as Json]),
    ),
  )

/** What Open Klant does not have. */
const OWN_PATHS =
  /\/(historie|keten|verwerkingen|_zoek|zicht|identificatie|aanvullen|corrigeren|betwisten|verkeerde-persoon|betwistingen(\/\{betwisting\}(\/(besluit|historie))?)?)$/
const OWN_PARAMETERS = /^(query peildatum|header (If-Match|If-None-Match|Idempotency-Key))$/

/** `document`: where parameters stand that many operations take. */
const parameters = (operation: Json | undefined, document: Json): string[] =>
  ((operation?.parameters ?? []) as readonly Json[])
    .map((one) => (typeof one.$ref === 'string' ? (at(document, ...one.$ref.split('/').slice(1)) as Json) : one))
    .map((one) => `${one.in} ${one.name}`)
    .filter((one) => !OWN_PARAMETERS.test(one))
    .sort()

/** Every property of a schema, those of objects inside it too: `_expand.hadBetrokkenen`. */
const properties = (schema: unknown, prefix = ''): string[] => [
  ...entries(at(schema, 'properties')).flatMap(([name, one]) => [
    prefix + name,
    ...properties(one, `${prefix}${name}.`),
  ]),
  ...((at(schema, 'allOf') ?? []) as readonly unknown[]).flatMap((one) => properties(one, prefix)),
]

const required = (schema: unknown): unknown => [...((at(schema, 'required') ?? []) as readonly string[])].sort()

/** Where two documents differ, words for people aside: `/paths/~/get`. Lists of named things are compared by name. */
const differences = (theirs: unknown, ours: unknown, where: string): string[] => {
  if (isObject(theirs) && isObject(ours)) {
    return [...new Set([...keys(theirs), ...keys(ours)])]
      .filter((key) => !['description', 'summary', 'title', 'example'].includes(key))
      .flatMap((key) => {
        if (!Object.hasOwn(ours, key)) return [`${where}/${key} -`]
        return Object.hasOwn(theirs, key)
          ? differences(theirs[key], ours[key], `${where}/${key}`)
          : [`${where}/${key} +`]
      })
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    const byName = (list: readonly unknown[]): Json =>
      Object.fromEntries(
        list.map((one, index) => [isObject(one) ? (one.name ?? one.$ref ?? index) : JSON.stringify(one), one]),
      )
    return differences(byName(theirs), byName(ours), where)
  }
  return theirs === ours ? [] : [`${where} ${JSON.stringify(theirs)} → ${JSON.stringify(ours)}`]
}

/** What our documents have and the published ones lack, or say otherwise, and why. Each rule must be needed. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  'what can go wrong':
    /\/responses\/(304|400|401|403|404|406|408|409|410|412|413|415|422|429|503) \+$|^\/components\/responses \+$/,
  'schemas of that': /^\/components\/schemas\/(Fout|ValidatieFout|FieldValidationError) \+$/,
  'headers once, by name': /^\/components\/headers \+$|\/headers\/API-version\/(schema -|\$ref \+)$/,
  'the address of what was made': /\/headers\/Location \+$/,
  'what is included in what is included':
    /^\/components\/schemas\/Expand(KlantcontactBetrokkene|PartijBetrokkene|DigitaalAdresBetrokkene|DigitaalAdresBetrokkeneKlantcontact) \+$|\/_expand\/.*(\$ref ".*\/(Betrokkene|Klantcontact)" → |\/allOf\/#\/components\/schemas\/\w+ [-+]$)/,
  'what is included is never written': /\/_expand\/properties\/\w+\/readOnly -$/,
  'an optional text may be empty': /\/(pattern "|(land|bic)\/(minLength -|pattern \+))/,
  'a required text may not': /\/minLength \+$/,
  'how long a shown name is': /\/(naam|categorieNaam)\/maxLength \+$/,
  'a record that is not there': /\/(actor|partij)Identificatie\/(\$ref -|allOf \+|nullable \+)$/,
  'nobody has the task': /\/toegewezenAanActor\/(allOf -|oneOf \+)$|^\/components\/schemas\/GeenActor \+$/,
  'a part that was not given':
    /\/MaakKlantcontact\/properties\/(betrokkene|onderwerpobject)\/(\$ref -|allOf \+|nullable \+)$/,
  'a body without which nothing is made':
    /^\/paths\/\/(actoren|partijen)(\/\{uuid\})?\/(post|put)\/requestBody\/required \+$/,
  'false is what is assumed': /\/(page|pageSize)\/required -$|\/cascade\/schema\/default -$/,
  'a tag for every operation': /^\/tags\/maak-klantcontact \+$/,
  'questions about the past':
    /\/parameters\/peildatum \+$|\/(historie|keten) \+$|^\/components\/schemas\/(Paginated)?Versie(Door|Wijziging|List)? \+$/,
  'two writers, and twice the same request':
    /\/parameters(\/#\/components\/parameters\/(If-Match|If-None-Match|Idempotency-Key))? \+$|\/headers\/(ETag|Idempotent-Replayed) \+$/,
  'signing in in another way': /\/security\/1 \+$|^\/components\/securitySchemes\/bearerAuth \+$/,
  'who looked': /\/verwerkingen \+$|^\/components\/schemas\/(Paginated)?Verwerking(Door|Eenheid|List)? \+$/,
  'questions in a body': /\/_zoek \+$|^\/components\/schemas\/\w+Zoekvraag \+$/,
  'acts on what was reported':
    /^\/paths\/.*\/(aanvullen|corrigeren|betwisten|verkeerde-persoon|betwistingen.*) \+$|^\/components\/schemas\/(Verwijzing|Aanvulling|Aangevuld|RedenAanvullingEnum|Correctie\w*|Besluit|VerkeerdePersoon\w*|\w*Betwist\w*) \+$/,
  'what is kept beside a body':
    /^\/paths\/\/\w+\/\{uuid\}\/(zicht|identificatie) \+$|^\/components\/schemas\/(ActorZicht|BetrokkeneIdentificatie|Identificatie(Middel|Niveau)Enum) \+$/,
  'no address of theirs': /^\/info\/contact -$/,
}

for (const api of ['klantinteracties', 'contactgegevens'] satisfies ApiName[]) {
  describe(`the OpenAPI document of ${api}`, { skip }, () => {
    const theirs = skip ? {} : (parse(readFileSync(join(published, `${api}.yaml`), 'utf8')) as Json)
    const ours = openapiDocument(api)
    const [theirOperations, ourOperations] = [operations(theirs), operations(ours)]
    const theirSchemas = at(theirs, 'components', 'schemas')
    const ourSchemas = at(ours, 'components', 'schemas')

    it('has the same title, version and servers', () => {
      assert.deepEqual(
        [at(ours, 'info', 'title'), at(ours, 'info', 'version'), ours.servers, ours.openapi],
        [at(theirs, 'info', 'title'), at(theirs, 'info', 'version'), theirs.servers, theirs.openapi],
      )
    })

    it('has the same paths, methods and operationIds', () => {
      const named = (all: ReadonlyMap<string, Json>): string[] =>
        [...all].map(([key, one]) => `${key} ${one.operationId}`).sort()
      const shared = new Map([...ourOperations].filter(([key]) => !OWN_PATHS.test(key)))
      assert.deepEqual(named(shared), named(theirOperations))
    })

    it('has the same parameters', () => {
      for (const [key, operation] of theirOperations) {
        assert.deepEqual(parameters(ourOperations.get(key), ours), parameters(operation, theirs), key)
      }
    })

    it('has every schema, with the same properties and the same required ones', () => {
      for (const [name, schema] of entries(theirSchemas)) {
        const own = at(ourSchemas, name)
        assert.ok(own, `no schema ${name}`)
        assert.deepEqual(properties(own).sort(), properties(schema).sort(), `properties of ${name}`)
        assert.deepEqual(required(own), required(schema), `required in ${name}`)
      }
    })

    it('differs in nothing else than what is known', (test) => {
      const found = differences(theirs, ours, '')
      const unknown = found.filter((one) => !Object.values(KNOWN).some((rule) => rule.test(one)))
      assert.deepEqual(unknown, [])
      for (const [reason, rule] of Object.entries(KNOWN)) {
        const count = found.filter((one) => rule.test(one)).length
        if (count > 0) test.diagnostic(`${reason}: ${count}`)
        if (api === 'klantinteracties') assert.ok(count > 0, `no difference needs the rule: ${reason}`)
      }
      const more = keys(ourSchemas).filter((name) => !Object.hasOwn(theirSchemas as Json, name))
      test.diagnostic(`schemas of our own: ${more.join(', ')}`)
    })
  })
}
