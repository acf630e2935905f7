/** All statements of a resource, as a page of SQL. */
import { bodyColumns } from '../../src/derive/columns.ts'
import { detail } from '../../src/derive/detail.ts'
import { facts } from '../../src/derive/facts.ts'
import { list, mayBeBroad, type Question } from '../../src/derive/list.ts'
import { lookup } from '../../src/derive/lookup.ts'
import { follow } from '../../src/derive/path.ts'
import { keyOf, referring, release, remove } from '../../src/derive/removal.ts'
import { type Expansion, rendering } from '../../src/derive/rendering.ts'
import { FULL_SIGHT } from '../../src/derive/sight.ts'
import * as upkeep from '../../src/derive/upkeep.ts'
import { viewing } from '../../src/derive/veil.ts'
import { answersToo } from '../../src/derive/where.ts'
import { freeNumber, freshOf, insert, insertShown, stored, update } from '../../src/derive/write.ts'
import type { Register } from '../../src/model/register.ts'
import type { Resource } from '../../src/model/resource.ts'
import { Shape, Slot, Sql } from '../../src/sql/sql.ts'
import { layout } from './sql-layout.ts'

interface Entry {
  readonly title: string
  readonly sql: Sql
  readonly elide?: boolean
}

/** The names of the values that a statement takes, in the order of their numbers. */
const slots = (piece: Sql, found = new Set<string>()): Set<string> => {
  for (const part of piece.parts) {
    if (part instanceof Sql) slots(part, found)
    else if (part instanceof Slot) found.add(part.key)
  }
  return found
}

const written = ({ title, sql, elide }: Entry): string => {
  const values = [...slots(sql)].map((key, index) => `$${index + 1} ${key}`)
  const about = values.length > 0 ? `\n--   ${values.join(', ')}` : ''
  return `-- ${title}${about}\n${layout(new Shape(sql).text, elide)};\n`
}

interface Tree {
  [field: string]: Tree
}

const treeOf = (paths: readonly string[]): Expansion => {
  const tree: Tree = {}
  for (const path of paths) {
    let here = tree
    for (const field of path.split('.')) here = here[field] ??= {}
  }
  return tree
}

const reading = (register: Register, resource: Resource): Entry[] => {
  const paths = resource.expand ?? []
  const page = (question: Partial<Question> = {}): Sql =>
    list(rendering(register, FULL_SIGHT), resource, {
      filters: [],
      expansion: {},
      expands: paths.length > 0,
      from: 'start',
      ...question,
    })
  const entries = Object.entries(resource.filters ?? {})
  const asked = entries.flatMap(([name, filter]) => {
    const { operator } = filter
    const yesNo =
      operator === 'exists' ||
      operator === 'filled' ||
      follow(register, resource, filter.path).leaf?.sqlType === 'boolean'
    const filters = [{ name }]
    if (!yesNo) {
      const broad = mayBeBroad(register, resource, { filters })
        ? [{ title: `list, ${name} that many have`, sql: page({ filters, broad: true }), elide: true }]
        : []
      return [{ title: `list, ${name}`, sql: page({ filters }), elide: true }, ...broad]
    }
    return [true, false].map((yes) => ({
      title: `list, ${name}=${yes}`,
      sql: page({ filters: [{ name, yes }] }),
      elide: true,
    }))
  })
  const together = entries.flatMap(([name, filter]) =>
    entries.flatMap(([other, question]) =>
      answersToo(register, resource, filter, question)
        ? [{ title: `list, ${name} and ${other}`, sql: page({ filters: [{ name }, { name: other }] }), elide: true }]
        : [],
    ),
  )
  const including =
    paths.length > 0
      ? [
          {
            title: 'one object, everything included',
            sql: detail(rendering(register, FULL_SIGHT), resource, treeOf(paths)),
          },
          { title: 'list, everything included', sql: page({ expansion: treeOf(paths) }), elide: true },
        ]
      : []
  return [
    { title: 'one object', sql: detail(rendering(register, FULL_SIGHT), resource) },
    ...paths.map((path) => ({
      title: `one object, ${path} included`,
      sql: detail(rendering(register, FULL_SIGHT), resource, treeOf([path])),
      elide: true,
    })),
    { title: 'list', sql: page() },
    { title: 'list, its last page', sql: page({ from: 'end' }), elide: true },
    { title: 'list, a page far from its start', sql: page({ from: 'middle' }), elide: true },
    ...including,
    ...asked,
    ...together,
  ]
}

const writing = (register: Register, resource: Resource): Entry[] => {
  const columns = bodyColumns(resource)
  const targets = [...new Set(columns.flatMap(({ to }) => to ?? []))].sort()
  const numbers = columns.filter(({ leaf, column }) => leaf?.unique || column.endsWith('_uuid'))
  const needs = new Map((resource.rules ?? []).flatMap((rule) => Object.entries(rule.needs)))
  const made = numbers.filter(({ leaf }) => leaf?.unique === 'auto')
  return [
    ...(targets.length + numbers.length > 0
      ? [
          {
            title: 'what a body asks',
            sql: lookup(
              viewing(register, FULL_SIGHT),
              resource,
              targets,
              numbers.map(({ path }) => path),
            ),
          },
        ]
      : []),
    ...(needs.size > 0
      ? [{ title: `what the rules ask: ${[...needs.keys()].join(', ')}`, sql: facts(register, resource, needs) }]
      : []),
    { title: 'the row as it is kept', sql: stored(viewing(register, FULL_SIGHT), resource) },
    { title: 'a new row', sql: insert(resource, true) },
    {
      title: 'a new row without lists, as it is shown',
      sql: insertShown(rendering(register, FULL_SIGHT, '', freshOf([{ resource }])), [{ resource }], true),
    },
    { title: 'a changed row', sql: update(resource) },
    ...made.map(({ path, column }) => ({
      title: `a number for ${path}, when the one drawn was taken`,
      sql: freeNumber(resource, column),
    })),
    ...(resource.sole ? [{ title: `${resource.sole.flag} of the others`, sql: upkeep.soleAmongOthers(resource) }] : []),
  ]
}

const lists = (register: Register, resource: Resource): Entry[] =>
  Object.entries(resource.fields).flatMap(([key, field]) => {
    if (field.kind === 'ordered') {
      return [
        { title: `${key}, emptied`, sql: upkeep.emptyOrdered(resource, field) },
        { title: `${key}, filled`, sql: upkeep.fillOrdered(register, resource, field) },
      ]
    }
    if (field.kind === 'nested')
      return [{ title: `${key}, as they are kept`, sql: upkeep.members(viewing(register, FULL_SIGHT), field.source) }]
    if (field.kind !== 'links') return []
    const of = register.get(field.source.of)
    return [
      { title: `${key}, let go`, sql: upkeep.unlink(viewing(register, FULL_SIGHT), field.source) },
      ...(of.sole ? [{ title: `${key}, one ${of.sole.flag} left`, sql: upkeep.soleAmongLinked(of) }] : []),
      { title: `${key}, taken`, sql: upkeep.link(register, field.source) },
      ...(resource.preferred ?? [])
        .filter(({ among }) => among === key)
        .flatMap((preferred) => [
          {
            title: `${preferred.field}, forgotten`,
            sql: upkeep.forgetPreferred(register, resource, preferred.field, field.source),
          },
          { title: `${preferred.field}, is it one of them`, sql: upkeep.belongs(register, field.source) },
        ]),
    ]
  })

const removal = (register: Register, resource: Resource): Entry[] => [
  { title: 'the key of a row that goes', sql: keyOf(viewing(register, FULL_SIGHT), resource) },
  ...register.referrers(resource.name).map((referrer) => {
    const of = `${referrer.resource.name}.${referrer.path}`
    const clears = referrer.onRemoval === 'clear' || referrer.onRemoval === 'clearVariant'
    if (clears) return { title: `${of} is cleared`, sql: release(register, referrer) }
    return {
      title: `${of} ${referrer.onRemoval === 'remove' ? 'goes along' : 'refuses'}`,
      sql: referring(register, referrer),
    }
  }),
  { title: 'rows that go', sql: remove(resource) },
]

/** The page of a resource. */
export const queriesPage = (register: Register, resource: Resource): string =>
  [
    `-- Statements of ${resource.name}, generated from src/resources by tools/contract.ts.\n`,
    ...[reading, writing, lists, removal].flatMap((part) => part(register, resource).map(written)),
  ].join('\n')
