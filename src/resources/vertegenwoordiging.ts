import { row } from '../model/filter.ts'
import { reference } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { rule, unique } from '../model/rule.ts'

const nietZichzelf = rule('object', ({ after }) =>
  after.vertegenwoordigendePartij === after.vertegenwoordigdePartij
    ? [{ name: 'vertegenwoordigdePartij', code: 'invalid', reason: 'De partij kan niet zichzelf vertegenwoordigen.' }]
    : [],
)

export const vertegenwoordiging = resource('vertegenwoordiging', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'vertegenwoordigingen',
  model: 'Vertegenwoordigden',
  label: 'vertegenwoordigden',
  help: 'Dat een partij namens een andere partij optreedt.',
  tag: 'vertegenwoordigingen',
  schemaName: 'Vertegenwoordigden',
  about: ['vertegenwoordigendePartij', 'vertegenwoordigdePartij'],
  fields: {
    vertegenwoordigendePartij: reference('partij', { onRemoval: 'remove', help: 'De partij die optreedt.' }),
    vertegenwoordigdePartij: reference('partij', { onRemoval: 'remove', help: 'De partij namens wie.' }),
  },
  filters: {
    ...row('vertegenwoordigendePartij', 'vertegenwoordigendePartij'),
    ...row('vertegenwoordigdePartij', 'vertegenwoordigdePartij'),
  },
  rules: [
    unique({
      constraint: 'vertegenwoordiging_pair_key',
      paths: ['vertegenwoordigendePartij', 'vertegenwoordigdePartij'],
      fault: {
        name: 'nonFieldErrors',
        code: 'unique',
        reason: 'De velden vertegenwoordigende_partij, vertegenwoordigde_partij moeten een unieke set zijn.',
      },
    }),
    nietZichzelf,
  ],
})
