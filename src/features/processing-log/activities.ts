/** For which processing activity a request is: as the municipality set it, or else as the route is. */
import type { ScopeGroup } from '../../model/scopes.ts'

export interface Activity {
  /** Where the register of processing activities describes it: a URI. */
  readonly activity: string
  /** In words of the resident. */
  readonly purpose: string
}

/** What the municipality says; the first that fits holds. */
export interface ActivityRule extends Activity {
  /** `GET /klantinteracties/api/v1/partijen*`: a star is anything. Empty: every request. */
  readonly routes: readonly string[]
  /** Names of tokens and of applications. Empty: everyone. */
  readonly clients: readonly string[]
}

const GROUPS: Readonly<Record<ScopeGroup, string>> = {
  partijen: 'Bijhouden met wie de gemeente contact heeft',
  klantcontacten: 'Contacten met de gemeente vastleggen en beantwoorden',
  taken: 'Afhandelen wat na een contact nog moet gebeuren',
  actoren: 'Bijhouden wie bij de gemeente contacten afhandelt',
  lijsten: 'Bijhouden waaruit bij het vastleggen wordt gekozen',
  contactgegevens: 'Bijhouden hoe personen en organisaties te bereiken zijn',
}
const SPECIAL: Readonly<Record<string, string>> = {
  historie: 'Nagaan wat er aan gegevens is gewijzigd',
  verwerkingen: 'Verantwoorden wie gegevens inzag',
  'vernietiging.voorstellen': 'Gegevens vernietigen die niet langer bewaard mogen worden',
  'vernietiging.goedkeuren': 'Gegevens vernietigen die niet langer bewaard mogen worden',
}

/** What a scope is for, where the municipality says nothing else. */
const ownActivity = (scope: string): Activity => ({
  activity: `urn:klantinteracties:verwerking:${scope}`,
  purpose: SPECIAL[scope] ?? GROUPS[(scope.split('.')[0] ?? '') as ScopeGroup] ?? 'Dienstverlening door de gemeente',
})

const fits = (pattern: string, text: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(text)
}

/** `operation`: method and route. `scope`: what the route takes. */
export const activityOf = (
  rules: readonly ActivityRule[],
  operation: string,
  scope: string,
  client: readonly string[],
): Activity => {
  const rule = rules.find(
    ({ routes, clients }) =>
      (routes.length === 0 || routes.some((pattern) => fits(pattern, operation))) &&
      (clients.length === 0 || clients.some((name) => client.includes(name))),
  )
  return rule ? { activity: rule.activity, purpose: rule.purpose } : ownActivity(scope)
}
