/** The rows of the table: what is asked, what it is compared with, and how it should compare. */
import type { RequestName } from './requests.ts'

export interface Load {
  /** `driver`: the statement of a page of 100 without a server around it. */
  readonly asks: RequestName | 'driver'
  /**
   * `small`: a register of 3,000 klantcontacten; `telling`: one of that size that tells two receivers; `unremembered`: the
   * same register by a server without history; `untold`: by one without events; `logged`: by one that writes down who sees whose data; `few rights`: the register, for a token that may not see everything.
   */
  readonly of: 'register' | 'small' | 'telling' | 'bare' | 'unremembered' | 'untold' | 'logged' | 'few rights'
}

export interface Row {
  readonly name: string
  readonly load: Load
  readonly baseline: string
  readonly against: Load
  /** The least share of the baseline's rate, or the most times its time. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number }
}

const ours = (asks: RequestName): Load => ({ asks, of: 'register' })
const BARE = { baseline: 'bare read', against: { asks: 'bareRead', of: 'bare' } } as const
const ONE = { baseline: 'one klantcontact', against: ours('klantcontact') } as const
const FIRST = { baseline: 'first page of 100', against: ours('page100') } as const

export const ROWS: readonly Row[] = [
  { name: 'one klantcontact', load: ours('klantcontact'), ...BARE, target: { atLeast: 0.4 } },
  { name: 'one partij', load: ours('partij'), ...BARE, target: { atLeast: 0.4 } },
  { name: 'partijen by BSN', load: ours('partijenByBsn'), ...BARE, target: { atLeast: 0.35 } },
  { name: 'partijen by BSN, expanded', load: ours('partijenByBsnExpanded'), ...BARE, target: { atLeast: 0.3 } },
  {
    name: 'klantcontacten, 100 a page',
    load: ours('page100'),
    baseline: 'its SQL, driver alone',
    against: { asks: 'driver', of: 'register' },
    target: { atLeast: 0.6 },
  },
  {
    name: 'klantcontacten, 100 of all',
    load: ours('page100'),
    baseline: '100 of 3,000',
    against: { asks: 'page100', of: 'small' },
    target: { atMost: 1.5 },
  },
  {
    name: 'klantcontacten, 25, four expansions',
    load: ours('page25Expanded'),
    baseline: 'plain page of 25',
    against: ours('page25'),
    target: { atMost: 4 },
  },
  { name: 'klantcontacten of a zaak', load: ours('ofZaak'), ...ONE, target: { atLeast: 0.3 } },
  { name: 'klantcontacten of a partij', load: ours('ofPartij'), ...ONE, target: { atLeast: 0.3 } },
  { name: 'klantcontacten of a BSN', load: ours('ofBsn'), ...ONE, target: { atLeast: 0.3 } },
  { name: 'internetaken of an actor, by status', load: ours('tasksOfActor'), ...ONE, target: { atLeast: 0.3 } },
  { name: 'digitaleadressen, part of adres', load: ours('addressContains'), ...ONE, target: { atLeast: 0.3 } },
  {
    name: 'one klantcontact, few rights',
    load: { asks: 'openKlantcontact', of: 'few rights' },
    ...ONE,
    target: { atLeast: 0.7 },
  },
  {
    name: 'one partij, few rights',
    load: { asks: 'partij', of: 'few rights' },
    baseline: 'one partij',
    against: ours('partij'),
    target: { atLeast: 0.7 },
  },
  {
    name: 'first page of 100, few rights',
    load: { asks: 'page100', of: 'few rights' },
    ...FIRST,
    target: { atMost: 2 },
  },
  {
    name: 'one klantcontact, with the processing log',
    load: { asks: 'klantcontact', of: 'logged' },
    baseline: 'without, same run',
    against: ours('klantcontact'),
    target: { atLeast: 0.85 },
  },
  {
    name: 'one partij, with the processing log',
    load: { asks: 'partij', of: 'logged' },
    baseline: 'without, same run',
    against: ours('partij'),
    target: { atLeast: 0.85 },
  },
  {
    name: 'page of 100, with the processing log',
    load: { asks: 'page100', of: 'logged' },
    baseline: 'without, same run',
    against: ours('page100'),
    target: { atLeast: 0.7 },
  },
  { name: 'last page of 100', load: ours('lastPage'), ...FIRST, target: { atMost: 2 } },
  { name: 'middle page of 100', load: ours('middlePage'), ...FIRST, target: { atMost: 10 } },
  // Writing comes last: it changes what the others read.
  {
    name: 'POST klantcontact',
    load: ours('create'),
    baseline: 'bare insert',
    against: { asks: 'bareInsert', of: 'bare' },
    target: { atLeast: 0.35 },
  },
  {
    name: 'POST maak-klantcontact',
    load: ours('createThree'),
    baseline: 'POST klantcontact',
    against: ours('create'),
    target: { atLeast: 0.65 },
  },
  {
    name: 'POST klantcontact, remembered',
    load: ours('create'),
    baseline: 'without history',
    against: { asks: 'create', of: 'unremembered' },
    target: { atLeast: 0.7 },
  },
  {
    name: 'POST maak-klantcontact, remembered',
    load: ours('createThree'),
    baseline: 'without history',
    against: { asks: 'createThree', of: 'unremembered' },
    target: { atLeast: 0.7 },
  },
  {
    name: 'POST klantcontact, no receivers',
    load: ours('create'),
    baseline: 'without events',
    against: { asks: 'create', of: 'untold' },
    target: { atLeast: 0.97 },
  },
  {
    name: 'POST klantcontact, two receivers',
    load: { asks: 'create', of: 'telling' },
    baseline: 'none, same size',
    against: { asks: 'create', of: 'small' },
    target: { atLeast: 0.8 },
  },
]
