import { is } from '../model/filter.ts'
import { iban, noSpaces } from '../model/formats.ts'
import { reference, text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { zicht } from './parts/zicht.ts'

export const rekeningnummer = resource('rekeningnummer', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'rekeningnummers',
  model: 'Rekeningnummer',
  label: 'rekeningnummer',
  help: 'Bankrekening die een partij voor betalingen gaf.',
  tag: 'rekeningnummers',
  schemaName: 'Rekeningnummer',
  about: ['partij'],
  fields: {
    partij: reference('partij', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'De partij die de rekening gaf.',
    }),
    iban: text({ max: 34, identifies: true, rules: [iban], help: 'Internationaal rekeningnummer.' }),
    bic: text({ max: 11, min: 8, optional: true, rules: [noSpaces], help: 'Code van de bank.' }),
  },
  bounds: zicht.rekeningnummer,
  filters: { uuid: is('uuid'), iban: is('iban'), bic: is('bic') },
})
