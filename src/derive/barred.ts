/** What a filter takes beside the right to read the list: it may not tell of what one does not see. */
import type { Filter } from '../model/filter.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Scope } from '../model/scopes.ts'
import { columnsOf } from './columns.ts'
import type { Step, Target } from './path.ts'
import { targetOf } from './where.ts'

const read = ({ group }: Resource): Scope => `${group}.lezen`

/** A reference is part of the row that holds it; what stands in the row it points to is not. */
const ofStep = (step: Step, isPointer: boolean): Scope[] => {
  if (step.kind === 'reference') return isPointer ? [] : [read(step.to)]
  if (step.kind === 'rows') return [read(step.of)]
  const far = isPointer ? [] : [read(step.of)]
  return step.holder ? [read(step.holder), ...far] : far
}

/** Guards of the value itself that are always up, and of what is found by asking for its kind. */
const ofColumn = ({ end, column }: Target, value: unknown): Scope[] =>
  columnsOf(end).flatMap((one) => {
    const { guard } = one
    if (!guard) return []
    if (!guard.when) return one.column === column ? [guard.scope] : []
    if (!guard.use || !('is' in guard.when)) return []
    const kind = columnsOf(end).find(
      ({ path }) =>
        path === `${one.path.slice(0, one.path.lastIndexOf('.') + 1)}${(guard.when as { path: string }).path}`,
    )
    return kind?.column === column && String(value).toLowerCase() === guard.when.is ? [guard.use] : []
  })

export const scopesOfFilter = (register: Register, resource: Resource, filter: Filter, value: unknown): Scope[] => {
  const target = targetOf(register, resource, filter)
  const { steps, column } = target
  const endsAtRow = column === undefined || column === 'uuid'
  return [
    ...steps.flatMap((step, index) => ofStep(step, endsAtRow && index === steps.length - 1)),
    ...(endsAtRow ? [] : ofColumn(target, value)),
  ]
}
