import { text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'

export const categorie = resource('categorie', {
  api: 'klantinteracties',
  group: 'lijsten',
  path: 'categorieen',
  model: 'Categorie',
  label: 'categorie',
  help: 'Kenmerk waarmee partijen zijn in te delen. Experimenteel.',
  tag: 'categorieën',
  schemaName: 'Categorie',
  fields: { naam: text({ max: 80, optional: true, help: 'Naam van de categorie.' }) },
})
