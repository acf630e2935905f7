import { choice, dateTime, text, yesNo } from '../model/kinds/index.ts'
import type { Leaf } from '../model/kinds/field.ts'
import { resource } from '../model/resource.ts'

/** Names an object that may be gone: it is no reference. */
const uuidOf = (help: string): Leaf => ({ ...text({ max: 36, help }), sqlType: 'uuid', initial: null })
const words = (help: string): Leaf => text({ max: 1000, blank: true, help })
const said = { nullable: true, optional: true } as const

/**
 * Someone who took part in a klantcontact does not agree with what is reported of it. No collection of the API: the acts
 * write it (`src/features/acts/`), and it has a history as what is one.
 */
export const betwisting = resource('betwisting', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'betwistingen',
  model: 'Betwisting',
  label: 'betwisting',
  help: 'Dat iemand het niet eens is met wat is vastgelegd.',
  tag: 'betwistingen',
  schemaName: 'Betwisting',
  fields: {
    klantcontact: uuidOf('Wat wordt betwist.'),
    betrokkene: uuidOf('Door wie.'),
    toelichting: words('Waarom, in eigen woorden.'),
    beperking: yesNo({ help: 'De verwerking is beperkt tot er is besloten.' }),
    ingediendOp: dateTime({}),
    ingediendSoort: text({ max: 20 }),
    ingediendDoor: text({ max: 250 }),
    uiterlijkOp: dateTime({}),
    besluit: choice({ gecorrigeerd: '', verklaring: '', afgewezen: '' }, { schemaName: 'Uitkomst', ...said }),
    besluitToelichting: text({ max: 1000, ...said }),
    verklaring: text({ max: 1000, ...said }),
    beslotenOp: dateTime(said),
    beslotenSoort: text({ max: 20, ...said }),
    beslotenDoor: text({ max: 250, ...said }),
  },
  // That there is a dispute stays, to be decided: the contact is marked until then.
  whenDestroyed: {
    goesWith: { field: 'klantcontact', of: 'klantcontact' },
    isEmptiedWith: {
      field: 'betrokkene',
      of: 'betrokkene',
      texts: ['toelichting', 'besluitToelichting', 'verklaring'],
    },
  },
})
