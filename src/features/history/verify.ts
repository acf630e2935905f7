/** Looks whether every version is as it was written, and whether any is missing. */
import { type Finding, lastKey, verify } from '../../derive/verify.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import type { Database, Transaction } from '../../sql/database.ts'
import { Shape } from '../../sql/sql.ts'
import { type Root, rootFaults } from './roots.ts'
import { hashesOf } from './sign.ts'

/** Keys of rows that one statement looks at: so much fits in memory. */
const AT_ONCE = 20_000

export interface Verification {
  readonly versions: number
  /** What is wrong, a sentence each. */
  readonly faults: readonly string[]
  /** What was destroyed as it should be, a sentence each. */
  readonly destroyed: readonly string[]
  /** Until when what was written is covered by signed roots; undefined without any. */
  readonly signedUntil: string | undefined
}

const WORDS: Readonly<Record<Finding['fault'], string>> = {
  missing: 'the versions before it are missing',
  altered: 'its content was altered',
  unchained: 'it does not follow from the version before it: one of the two was altered or put in',
  misplaced: 'it was put in: it cannot follow what is before it',
  erased: 'its content was erased, and no list of destruction says so',
  differs: 'the object in the register was altered without a version',
  gone: 'the object is gone from the register, or its last versions are missing',
  unremembered: 'the object is in the register, and its versions are missing',
}

interface Destroyed {
  readonly lijst: number
  readonly uuid: string
  readonly versies: number
}

interface Found {
  versions: number
  readonly faults: string[]
  readonly destroyed: string[]
}

const verifyResource = async (tx: Transaction, resource: Resource, found: Found): Promise<void> => {
  const shape = new Shape(verify(resource))
  const [last] = await tx.query(new Shape(lastKey(resource)).with({}))
  const { table } = resource
  for (let after = 0; after < Number(last?.key); after += AT_ONCE) {
    const [row] = await tx.query(shape.with({ after, until: after + AT_ONCE }))
    found.versions += Number(row?.versions)
    for (const { fault, uuid, versie } of (row?.findings ?? []) as readonly Finding[]) {
      found.faults.push(`${table} ${uuid}${versie === null ? '' : ` version ${versie}`}: ${WORDS[fault]}`)
    }
    for (const { lijst, uuid, versies } of (row?.destroyed ?? []) as readonly Destroyed[]) {
      found.destroyed.push(`${table} ${uuid}: ${versies} versions vernietigd volgens lijst ${lijst}`)
    }
  }
}

/** What the versions of each signed period add up to now, against what was signed. */
const verifyRoots = async (
  tx: Transaction,
  register: Register,
  roots: readonly Root[],
  found: Found,
): Promise<void> => {
  found.faults.push(...rootFaults(roots))
  for (const { content } of roots) {
    const now = await hashesOf(tx, register, content.after, content.until)
    for (const [table, signed] of Object.entries(content.collections)) {
      const period = `${table}, written ${content.after === null ? '' : `after ${content.after} `}until ${content.until}`
      const own = now[table]
      if (own?.versions !== signed.versions) {
        found.faults.push(`${period}: ${signed.versions} versions were signed for, there are ${own?.versions ?? 0}`)
      } else if (own.hash !== signed.hash)
        found.faults.push(`${period}: the versions are not those that were signed for`)
    }
  }
}

/** Everything is looked at as it is at one moment, whoever writes meanwhile. */
export const verifyHistory = (database: Database, register: Register, roots: readonly Root[]): Promise<Verification> =>
  database.transaction(async (tx) => {
    await tx.execute(
      'set transaction isolation level repeatable read read only; set local statement_timeout = 0; set local plan_cache_mode = auto',
    )
    const found: Found = { versions: 0, faults: [], destroyed: [] }
    for (const resource of register.remembered) await verifyResource(tx, resource, found)
    await verifyRoots(tx, register, roots, found)
    return { ...found, signedUntil: roots.at(-1)?.content.until }
  })
