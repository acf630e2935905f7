/** The bodies of the acts on a klantcontact, in the words in which resources are declared. They have no rows. */
import { choice, reference, text } from '../../model/kinds/index.ts'
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

export const REDENEN = {
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
