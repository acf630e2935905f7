/** History as a consequence: every row that is touched leaves one version, in the transaction that touches it. */
import {
  type About,
  firstVersion,
  firstVersionOf,
  lastVersion,
  nextVersion,
  type VersionAction,
} from '../../derive/versions.ts'
import type { Resource } from '../../model/resource.ts'
import type { Act, Call, Change, Consequence } from '../../operations/context.ts'
import type { Statements } from '../../operations/statements.ts'
import type { Statement } from '../../sql/sql.ts'

interface Kind {
  readonly action: Change['action']
  readonly act?: Act
  readonly written: VersionAction
  readonly build: (resource: Resource) => ReturnType<typeof nextVersion>
}

/**
 * The stronger comes first: what is replaced and then changed by the same request was replaced. What is made comes last,
 * as it is in the end: until then it has no version, and so none that follows it.
 */
const KINDS: readonly Kind[] = [
  { action: 'destroy', written: 'verwijderd', build: lastVersion },
  { action: 'change', act: 'correct', written: 'correctie', build: nextVersion },
  { action: 'change', act: 'supplement', written: 'aanvulling', build: nextVersion },
  { action: 'change', act: 'dispute', written: 'betwisting', build: nextVersion },
  { action: 'replace', written: 'vervangen', build: nextVersion },
  { action: 'change', written: 'gewijzigd', build: nextVersion },
  { action: 'create', written: 'toegevoegd', build: firstVersion },
]

const actOf = (change: Change): Act | undefined => (change.action === 'create' ? undefined : change.act)

/** On whose behalf, as the slots of the statements. */
const aboutOf = ({ caller, requestId, reason }: Call): Readonly<Record<`versie:${keyof About}`, string | null>> => ({
  'versie:door': caller.name,
  'versie:soort': caller.kind,
  'versie:toepassing': caller.application || null,
  'versie:verzoek': requestId ?? null,
  'versie:reden': reason ?? null,
})

/** The statements that write the versions of these changes: one for all rows of a resource with the same action. */
const versionsOf = (statements: Statements, changes: readonly Change[], call: Call): Statement[] => {
  const about = aboutOf(call)
  const told = new Set<string>()
  return KINDS.flatMap(({ action, act, written, build }) => {
    const rows = new Map<Resource, string[]>()
    for (const change of changes) {
      const { resource } = change
      const name = change.action === 'create' ? change.uuid : change.id
      const key = `${resource.name} ${name}`
      if (change.action !== action || actOf(change) !== act || told.has(key)) continue
      told.add(key)
      rows.set(resource, [...(rows.get(resource) ?? []), name])
    }
    return [...rows].map(([resource, names]) =>
      statements
        .shape(`version ${action === 'replace' ? 'change' : action} ${resource.name}`, 'own', () => build(resource))
        .with({ ...about, 'versie:actie': written, [action === 'create' ? 'uuids' : 'ids']: names }),
    )
  })
}

/** Writes the versions in the same flight as whatever comes next, those of new rows in the statement that makes them. */
export const remember = (statements: Statements): Consequence =>
  Object.assign(
    async (...[tx, changes, call]: Parameters<Consequence>) => {
      for (const statement of versionsOf(statements, changes, call)) tx.send(statement)
    },
    { alongside: { write: firstVersionOf, values: aboutOf } },
  )
