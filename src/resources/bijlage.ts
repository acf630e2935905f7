import { identification, is } from '../model/filter.ts'
import { reference } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { identificatie } from './parts/identificatie.ts'

export const bijlage = resource('bijlage', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'bijlagen',
  model: 'Bijlage',
  label: 'bijlage',
  help: 'Document dat bij een klantcontact hoorde; het document zelf staat in een ander register.',
  tag: 'bijlagen',
  schemaName: 'Bijlage',
  fields: {
    wasBijlageVanKlantcontact: reference('klantcontact', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'Het klantcontact waarbij het document hoorde.',
    }),
    bijlageidentificator: identificatie('BijlageIdentificator', 'Waar het document staat.'),
  },
  filters: {
    ...identification('bijlageidentificator', 'bijlageidentificator'),
    klantcontact__uuid: is('wasBijlageVanKlantcontact.uuid'),
  },
  within: ['wasBijlageVanKlantcontact'],
  about: ['wasBijlageVanKlantcontact'],
  forResidents: { lezen: 'lezen' },
})
