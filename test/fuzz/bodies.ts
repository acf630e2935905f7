/** Bodies that are nearly right: made from the declarations, with here and there something that does not belong. */
import fc from 'fast-check'
import type { AnyField, Resource } from '../../src/model/resource.ts'
import { toSnake } from '../../src/model/wire-text.ts'

type Arbitrary = fc.Arbitrary<unknown>

/** Texts that databases, encodings and languages have trouble with. */
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 250 }),
  fc.constantFrom(
    '',
    ' ',
    'a\0b',
    '\ud800',
    '\udfff\ud800',
    '\ufeff',
    '\u2028',
    '\u200b',
    '\u202e',
    'é'.normalize('NFD'),
  ),
  fc.constantFrom(
    '😀'.repeat(300),
    'x'.repeat(5000),
    "'; drop table partij; --",
    '%_\\',
    '$1',
    '{}',
    '[]',
    'null',
    'NaN',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'infinity',
    '-infinity',
    'epoch',
    '0001-01-01',
    '9999-12-31T23:59:59-23:59',
  ),
)

const oddNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), 1e-320, 0.1, 99999, 100000),
)

export const anything: Arbitrary = fc.oneof(
  oddText,
  oddNumber,
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.constant({ uuid: null }), { maxLength: 5 }),
)

/** Existing objects: the name of a resource → uuids. */
export type Known = Readonly<Record<string, readonly string[]>>

const pointer = (known: Known, to: string): Arbitrary =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(known[to] ?? [])).map((uuid) => ({ uuid })) },
    { weight: 1, arbitrary: fc.uuid().map((uuid) => ({ uuid })) },
    { weight: 1, arbitrary: anything.map((uuid) => ({ uuid })) },
  )

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.nat(99_999).map(String))

const right = (all: Readonly<Record<string, Resource>>, known: Known, field: AnyField): Arbitrary => {
  switch (field.kind) {
    case 'reference':
      return pointer(known, field.to)
    case 'links':
      return fc.array(pointer(known, field.source.of), { maxLength: 4 })
    case 'ordered':
      return fc.array(pointer(known, field.of), { maxLength: 4 })
    case 'nested': {
      const of = all[field.source.of]
      return of ? fc.array(fieldsOf(all, known, of.fields), { maxLength: 3 }) : anything
    }
    case 'group':
      return fieldsOf(all, known, field.members as Resource['fields'])
    case 'variants':
      return fc.oneof(
        ...Object.values(field.variants).map(({ members }) => fieldsOf(all, known, members as Resource['fields'])),
      )
    case 'collection':
    case 'derived':
      return anything
    case 'date':
      return fc
        .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
        .map((day) => day.toISOString().slice(0, 10))
    case 'dateTime':
      return fc
        .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
        .map((day) => day.toISOString())
    case 'text':
      return fc.oneof(fc.constantFrom(...field.examples.valid), text)
    default:
      return fc.constantFrom(...field.examples.valid)
  }
}

const wrong = (field: AnyField): Arbitrary =>
  'leaf' in field ? fc.oneof(fc.constantFrom(...field.examples.invalid), anything) : anything

/** Each member: mostly there and right; else absent, null, wrong, or under another spelling. */
const fieldsOf = (
  all: Readonly<Record<string, Resource>>,
  known: Known,
  fields: Resource['fields'],
): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      ...Object.entries(fields).map(([key, field]) =>
        fc.tuple(
          fc.oneof({ weight: 30, arbitrary: fc.constant(key) }, { weight: 1, arbitrary: fc.constant(toSnake(key)) }),
          fc.oneof(
            { weight: 30, arbitrary: right(all, known, field) },
            { weight: field.presence === 'required' ? 1 : 25, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constant(null) },
            { weight: 2, arbitrary: wrong(field) },
          ),
        ),
      ),
      fc.tuple(oddText, fc.option(anything, { nil: undefined, freq: 20 })),
    )
    .map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)))

export const bodyOf = (
  resources: readonly Resource[],
  known: Known,
  resource: Resource,
): fc.Arbitrary<Record<string, unknown>> =>
  fieldsOf(Object.fromEntries(resources.map((one) => [one.name, one])), known, resource.fields)

/** Texts that are no JSON, or JSON of the sort that parsers stumble over. */
export const rawBody: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.json(),
  fc.json().chain((json) => fc.nat(json.length).map((length) => json.slice(0, length))),
  oddText,
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(
    '['.repeat(100_000),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  ),
  fc.constantFrom(
    `[${'0,'.repeat(50_000)}0]`,
    `{"naam":${'9'.repeat(5000)}}`,
    '{"naam":1e999}',
    '{"naam":-0.0}',
    '-0',
    '1e-400',
  ),
  fc.constantFrom(
    '{"__proto__":{"naam":"x"}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"naam":"x","naam":null}',
    '\ufeff{}',
  ),
  fc.constantFrom(
    '{"\\u0000":1}',
    '{"naam":"\\ud800"}',
    '{"metadata":{"\\u0000":"x","\\udfff":"y"}}',
    '{"metadata":{"":"x","a_b":"1","aB":"2"}}',
  ),
  fc.constantFrom(
    '{"naam":"\\u0000number"}',
    '{"naam":{"\\u0000number":"1.0"}}',
    '{"naam":{"\\u0000number":"x"},"a":1.5}',
    'NaN',
    'Infinity',
    "{'a':1}",
  ),
)
