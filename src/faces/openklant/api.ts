/** The two APIs as Open Klant publishes them (behaviour.md §0.1), and one in the same dialect to administer them with. */
import type { Resource } from '../../model/resource.ts'

export type ApiName = Resource['api'] | 'beheer'

export interface Api {
  readonly name: ApiName
  readonly version: string
  readonly base: string
  /** Problems always come as such; else where a client asks for that. */
  readonly problems?: 'always'
  /** Its answers have no ETags. */
  readonly tags?: 'none'
  /** Headers of all its answers. */
  readonly headers?: Readonly<Record<string, string>>
}

export const APIS: Readonly<Record<ApiName, Api>> = {
  klantinteracties: { name: 'klantinteracties', version: '0.9.0', base: '/klantinteracties/api/v1' },
  contactgegevens: { name: 'contactgegevens', version: '1.1.1', base: '/contactgegevens/api/v1' },
  beheer: {
    name: 'beheer',
    version: '1.0.0',
    base: '/beheer/api/v1',
    problems: 'always',
    tags: 'none',
    headers: { 'cache-control': 'no-store' },
  },
}

export const collectionPath = ({ api, path }: Resource): string => `${APIS[api].base}/${path}`
