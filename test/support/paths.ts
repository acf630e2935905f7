/** Rows that lead, over a path as filters and expansions write it, to a row or a value. */
import type { Source } from '../../src/model/kinds/collection.ts'
import type { AnyField, Resource } from '../../src/model/resource.ts'
import { at } from './properties.ts'
import type { Shown, TestRegister } from './register.ts'
import { declared, type SampleOptions, samplesIn } from './sample.ts'

export interface Led {
  /** The row where the path starts. */
  readonly start: Shown
  /** The row where it ends, and the value there; undefined when it ends at the row itself. */
  readonly end: Shown
  readonly value: unknown
  /** The rows between, in the order of the path, the start not among them. */
  readonly passed: readonly Shown[]
}

/** Follows paths by making the rows that they pass. */
export const pathsIn = (register: TestRegister) => {
  const { make, value } = samplesIn(register)

  /** Rows of a source, below an owner that was made first. */
  const below = async (owner: Shown, { of, by, through }: Source, rest: readonly string[], n: number): Promise<Led> => {
    if (through === undefined) return lead(declared.get(of), rest, { n, set: { [by]: { uuid: owner.uuid } } })
    const [between = '', field = ''] = through.split('.')
    const led = await lead(declared.get(of), rest, { n })
    await make(declared.get(between), { n, set: { [by]: { uuid: owner.uuid }, [field]: { uuid: led.start.uuid } } })
    return led
  }

  const from = async (resource: Resource, uuid: string, led: Led): Promise<Led> => ({
    ...led,
    start: await register.read(resource, uuid),
    passed: [led.start, ...led.passed],
  })

  /** A value of the row itself, whose body has little more than that. */
  const ending = async (
    resource: Resource,
    path: readonly string[],
    { n = 0, set = {} }: SampleOptions,
  ): Promise<Led> => {
    const [top = ''] = path
    const field = resource.fields[top]
    const own = { ...set }
    if (field && field.presence === 'optional') own[top] = await value(field, own, true, n)
    const [owner = ''] = resource.sole?.flag === top ? resource.sole.within : []
    const holder = resource.fields[owner]
    if (holder) own[owner] = await value(holder, own, true, n)
    const start = await make(resource, { n, set: own })
    return { start, end: start, value: at(start, path.join('.')), passed: [] }
  }

  /** Makes a row of this resource from which the path leads somewhere. */
  const lead = async (resource: Resource, path: readonly string[], options: SampleOptions): Promise<Led> => {
    const [head, ...rest] = path
    const { n = 0, set = {} } = options
    if (head === undefined) {
      const start = await make(resource, options)
      return { start, end: start, value: undefined, passed: [] }
    }
    if (head.startsWith('<')) {
      const [of = '', by = ''] = head.slice(1).split(':')
      const owner = await make(resource, options)
      return from(resource, owner.uuid, await below(owner, { of, by }, rest, n))
    }
    const field = resource.fields[head] as AnyField | undefined
    switch (field?.kind) {
      case 'reference': {
        const led = await lead(declared.get(field.to), rest, { n })
        const start = await make(resource, { ...options, set: { ...set, [head]: { uuid: led.start.uuid } } })
        return { ...led, start, passed: [led.start, ...led.passed] }
      }
      case 'ordered': {
        const led = await lead(declared.get(field.of), rest, { n })
        const start = await make(resource, { ...options, set: { ...set, [head]: [{ uuid: led.start.uuid }] } })
        return { ...led, start, passed: [led.start, ...led.passed] }
      }
      case 'collection':
      case 'links':
      case 'nested': {
        const owner = await make(resource, options)
        return from(resource, owner.uuid, await below(owner, field.source, rest, n))
      }
      default:
        return ending(resource, path, options)
    }
  }

  return (resource: Resource, path: string, n: number): Promise<Led> => lead(resource, path.split('.'), { n })
}
