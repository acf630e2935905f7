/** The bodies of the acts on a klantcontact, in the words in which resources are declared. They have no rows. */
import { is } from '../../model/filter.ts'
import { choice, dateTime, group, reference, text, yesNo } from '../../model/kinds/index.ts'
import { type Fields, type Resource, resource } from '../../model/resource.ts'

const act = <const F extends Fields>(name: string, schemaName: string, help: string, fields: F): Resource<F> =>
  resource(name, {
    api: 'klantinteracties',
    group: 'klantcontacten',
    path: name,
    model: schemaName,
    label: name,
    help,
    tag: 'klanten contacten',
    schemaName,
    fields,
  })

const REDENEN = {
  verbinding_verbroken: 'De verbinding werd verbroken en het gesprek ging verder',
  doorverbonden: 'De klant is doorverbonden',
  vervolg: 'Hetzelfde contact ging later verder',
} as const

/** As long as `inhoud` itself. */
const LONGEST = 1000

export const aanvulling = act('aanvulling', 'Aanvulling', 'Wat er bij een vastgelegd klantcontact komt.', {
  tekst: text({ max: LONGEST, help: 'Wat er aan `inhoud` wordt toegevoegd.' }),
  reden: choice(REDENEN, { schemaName: 'RedenAanvullingEnum', help: 'Waarom het contact verder ging.' }),
  actor: reference('actor', {
    optional: true,
    onRemoval: 'remove',
    help: 'Wie aanvult, of wie het gesprek overnam; wordt bij het klantcontact gezet. Zonder: de actor van het token.',
  }),
})

export const correctie = act('correctie', 'Correctie', 'Wat er aan een vastgelegd klantcontact niet klopte.', {
  reden: text({ max: LONGEST, help: 'Waarom het niet klopte.' }),
  opVerzoekVan: reference('partij', {
    optional: true,
    onRemoval: 'remove',
    help: 'De partij die om verbetering vroeg.',
  }),
})

export const betwisten = act(
  'betwisten',
  'Betwisten',
  'Iemand die erbij was, is het niet eens met wat is vastgelegd.',
  {
    toelichting: text({ max: LONGEST, help: 'Wat er volgens de betrokkene niet klopt.' }),
    betrokkene: reference('betrokkene', {
      onRemoval: 'remove',
      help: 'De betrokkene bij dit klantcontact die het betwist.',
    }),
    beperking: yesNo({
      optional: true,
      help: 'Of de betrokkene vraagt om de verwerking te beperken tot er is besloten (AVG, artikel 18).',
    }),
  },
)

export const verkeerdePersoon = act(
  'verkeerdePersoon',
  'VerkeerdePersoon',
  'Een klantcontact is aan de verkeerde partij verbonden.',
  {
    naar: reference('partij', {
      nullable: true,
      onRemoval: 'remove',
      help: 'De partij die het wel was; null als dat niet bekend is.',
    }),
    van: reference('partij', {
      optional: true,
      onRemoval: 'remove',
      help: 'De partij die het niet was; mag ontbreken als er maar één partij bij het klantcontact is.',
    }),
    reden: text({ max: LONGEST, help: 'Hoe het kwam.' }),
  },
)

export const UITKOMSTEN = {
  gecorrigeerd: 'Het klantcontact is verbeterd',
  verklaring: 'Een verklaring van de betrokkene is toegevoegd',
  afgewezen: 'De betwisting is afgewezen',
} as const

export type Uitkomst = keyof typeof UITKOMSTEN

const uitkomst = choice(UITKOMSTEN, { schemaName: 'UitkomstBetwistingEnum', help: 'Wat er is besloten.' })

export const besluit = act('besluit', 'Besluit', 'Wat er op een betwisting wordt besloten.', {
  uitkomst,
  toelichting: text({ max: LONGEST, help: 'Waarom, voor wie betwistte.' }),
  verklaring: text({
    max: LONGEST,
    optional: true,
    help: 'De verklaring die bij het klantcontact blijft; zonder: de toelichting van de betwisting.',
  }),
})

/** A dispute as answers show it. */
export const betwisting = resource('betwisting', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'betwistingen',
  model: 'Betwisting',
  label: 'betwisting',
  help: 'Iemand die erbij was, is het niet eens met wat van een klantcontact is vastgelegd.',
  tag: 'klanten contacten',
  schemaName: 'Betwisting',
  fields: {
    klantcontact: reference('klantcontact', { readOnly: true, onRemoval: 'remove', help: 'Het klantcontact.' }),
    betrokkene: reference('betrokkene', { readOnly: true, onRemoval: 'remove', help: 'Wie het betwist.' }),
    toelichting: text({ max: LONGEST, readOnly: true, blank: true, help: 'Wat er volgens de betrokkene niet klopt.' }),
    beperking: yesNo({ readOnly: true, help: 'Of de verwerking is beperkt zolang er niet is besloten.' }),
    ingediendOp: dateTime({ readOnly: true, help: 'Moment van vastleggen.' }),
    uiterlijkOp: dateTime({ readOnly: true, help: 'Moment waarvoor er moet zijn besloten.' }),
    status: choice(
      { open: 'Nog niet besloten', besloten: 'Besloten' },
      { readOnly: true, schemaName: 'StatusBetwistingEnum', help: 'Of er is besloten.' },
    ),
    verlopen: yesNo({ readOnly: true, help: 'De termijn is voorbij en er is niet besloten.' }),
    besluit: group(
      {
        uitkomst,
        toelichting: text({ max: LONGEST, blank: true, help: 'Waarom.' }),
        verklaring: text({
          max: LONGEST,
          blank: true,
          help: 'De verklaring die bij het klantcontact blijft, of leeg.',
        }),
        beslotenOp: dateTime({ help: 'Moment van het besluit.' }),
      },
      { schemaName: 'BetwistingBesluit', readOnly: true, nullable: true, help: 'Null zolang er niet is besloten.' },
    ),
  },
  filters: {
    status: is('status'),
    verlopen: is('verlopen'),
    klantcontact__uuid: is('klantcontact.uuid'),
    betrokkene__uuid: is('betrokkene.uuid'),
  },
})
