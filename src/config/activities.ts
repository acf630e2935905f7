/** `VERWERKINGSACTIVITEITEN`: for which processing activity requests are, as YAML or JSON. Every mistake is named. */
import { parse } from 'yaml'
import { kind, Mistakes } from './kind.ts'

export interface ActivitySettings {
  readonly activity: string
  readonly purpose: string
  readonly routes: readonly string[]
  readonly clients: readonly string[]
}

const MEMBERS = ['activiteit', 'doel', 'routes', 'clients']
const URI = /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]{1,500}$/i

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ruleOf = (value: unknown, say: (mistake: string) => void): ActivitySettings => {
  const given = isMembers(value) ? value : {}
  if (!isMembers(value)) say('must be an object')
  for (const key of Object.keys(given)) if (!MEMBERS.includes(key)) say(`has a member that is not known: ${key}`)
  const text = (key: string, isRight: (text: string) => boolean, must: string): string => {
    const found = given[key]
    if (typeof found === 'string' && isRight(found)) return found
    say(`${key} must be ${must}`)
    return ''
  }
  const texts = (key: string): string[] => {
    const found = given[key] ?? []
    if (Array.isArray(found) && found.every((one) => typeof one === 'string' && one !== '')) return found
    say(`${key} must be a list of texts`)
    return []
  }
  return {
    activity: text('activiteit', (found) => URI.test(found), 'a URI, such as https://gemeente.example/verwerkingen/12'),
    purpose: text('doel', (found) => found.length > 0 && found.length <= 200, 'a text of at most 200 characters'),
    routes: texts('routes'),
    clients: texts('clients'),
  }
}

const listIn = (text: string): unknown => {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

export const activities = kind(
  'YAML or JSON: a list of activities, see [processing-log.md](processing-log.md)',
  (text): readonly ActivitySettings[] => {
    const list = listIn(text)
    if (!Array.isArray(list)) throw new Error('must be a list of activities, as YAML or JSON')
    const mistakes: string[] = []
    const found = list.map((value, index) =>
      ruleOf(value, (mistake) => void mistakes.push(`activity ${index + 1}: ${mistake}`)),
    )
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    return found
  },
)
