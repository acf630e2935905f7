import { identification, row } from '../model/filter.ts'
import { reference } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { identificatie } from './parts/identificatie.ts'

export const onderwerpobject = resource('onderwerpobject', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'onderwerpobjecten',
  model: 'Onderwerpobject',
  label: 'onderwerpobject',
  help: 'Waar een klantcontact over ging: een zaak, een ander klantcontact, of iets in een ander register.',
  tag: 'onderwerpobjecten',
  schemaName: 'Onderwerpobject',
  fields: {
    klantcontact: reference('klantcontact', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'Het klantcontact dat erover ging.',
    }),
    wasKlantcontact: reference('klantcontact', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'Het eerdere klantcontact waar het over ging.',
    }),
    onderwerpobjectidentificator: identificatie('Onderwerpobjectidentificator', 'Het onderwerp in een ander register.'),
  },
  filters: {
    ...identification('onderwerpobjectidentificator', 'onderwerpobjectidentificator'),
    ...row('klantcontact', 'klantcontact'),
    ...row('wasKlantcontact', 'wasKlantcontact'),
  },
  within: ['klantcontact', 'wasKlantcontact'],
  about: ['klantcontact', 'wasKlantcontact'],
  forResidents: { lezen: 'lezen' },
})
