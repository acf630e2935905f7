/** The two APIs as Open Klant publishes them (behaviour.md §0.1), and one in the same dialect to administer them with. */
import type { Resource } from '../../model/resource.ts'

export type ApiName = Resource['api'] | 'beheer'

export interface Api {
  readonly name: ApiName
  readonly version: string
  readonly base: string
}

export const APIS: Readonly<Record<ApiName, Api>> = {
  klantinteracties: { name: 'klantinteracties', version: '0.9.0', base: '/klantinteracties/api/v1' },
  contactgegevens: { name: 'contactgegevens', version: '1.1.1', base: '/contactgegevens/api/v1' },
  beheer: { name: 'beheer', version: '1.0.0', base: '/beheer/api/v1' },
}

export const collectionPath = ({ api, path }: Resource): string => `${APIS[api].base}/${path}`
