/** Values that stand in the environment instead of in the file: `{value_from: {env: NAME}}`. */
import { isObject } from '../../model/wire-text.ts'
import type { Wrong } from './steps.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const FROM = 'value_from'

const fromEnvironment = (source: Record<string, unknown>, env: Environment, at: string, wrong: Wrong): unknown => {
  const from = source[FROM]
  const name = isObject(from) ? from.env : undefined
  const strange = [
    ...Object.keys(source).filter((key) => key !== FROM),
    ...(isObject(from)
      ? Object.keys(from)
          .filter((key) => key !== 'env')
          .map((key) => `${FROM}.${key}`)
      : []),
  ]
  for (const key of strange) wrong(`${at}.${key}`, 'is not known')
  if (typeof name !== 'string' || name === '') {
    wrong(`${at}.${FROM}`, 'must be {env: NAME}')
    return undefined
  }
  const value = env[name]
  if (value === undefined) wrong(at, `is to come from ${name}, which is not set`)
  return value
}

/** The same with every value in its place. */
export const filledIn = (value: unknown, env: Environment, at: string, wrong: Wrong): unknown => {
  if (Array.isArray(value)) return value.map((item, index) => filledIn(item, env, `${at}[${index}]`, wrong))
  if (!isObject(value)) return value
  if (FROM in value) return fromEnvironment(value, env, at, wrong)
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, filledIn(member, env, `${at}.${key}`, wrong)]),
  )
}
