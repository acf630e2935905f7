import { is, row } from '../model/filter.ts'
import { date, reference } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'

export const categorieRelatie = resource('categorieRelatie', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'categorie-relaties',
  model: 'CategorieRelatie',
  label: 'categorie relatie',
  help: 'Dat een partij in een tijdvak tot een categorie behoort. Experimenteel.',
  tag: 'categorie relaties',
  schemaName: 'CategorieRelatie',
  about: ['partij'],
  fields: {
    partij: reference('partij', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      schemaName: 'PartijForeignkeyBase',
      help: 'De partij.',
    }),
    categorie: reference('categorie', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      shows: { naam: 'naam' },
      help: 'De categorie.',
    }),
    beginDatum: date({
      optional: true,
      nullable: true,
      initialToday: true,
      help: 'Eerste dag; bij het maken vandaag.',
    }),
    eindDatum: date({ optional: true, nullable: true, help: 'Laatste dag.' }),
  },
  filters: {
    ...row('partij', 'partij'),
    partij__nummer: is('partij.nummer', { deprecated: true }),
    ...row('categorie', 'categorie'),
    categorie__naam: is('categorie.naam'),
    beginDatum: is('beginDatum'),
    eindDatum: is('eindDatum'),
  },
})
