import { is, row } from '../model/filter.ts'
import { choice, dateTime, ordered, reference, text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { rule } from '../model/rule.ts'
import { nummer, referentienummer } from './parts/nummer.ts'
import { zicht } from './parts/zicht.ts'

/** Only what is done has a moment at which it was done; the moment itself the register sets (behaviour.md §4). */
const afgehandeldVraagtVerwerkt = rule('object', ({ given, after }) =>
  given.has('afgehandeldOp') && after.afgehandeldOp !== null && after.status !== 'verwerkt'
    ? [
        {
          name: 'afgehandeldOp',
          code: 'invalid',
          reason: "De Internetaak kan geen afgehandeld op datum bevatten als de status niet op 'verwerkt' staat.",
        },
      ]
    : [],
)

export const interneTaak = resource('interneTaak', {
  api: 'klantinteracties',
  group: 'taken',
  path: 'internetaken',
  model: 'InterneTaak',
  label: 'interne taak',
  help: 'Wat een medewerker of eenheid na een klantcontact nog moet doen, zoals terugbellen.',
  tag: 'interne taken',
  schemaName: 'InterneTaak',
  fields: {
    nummer: nummer('de interne taak'),
    referentienummer: referentienummer('de interne taak'),
    gevraagdeHandeling: text({ max: 200, help: 'Wat er moet gebeuren.' }),
    aanleidinggevendKlantcontact: reference('klantcontact', {
      onRemoval: 'remove',
      help: 'Het klantcontact dat ertoe leidde.',
    }),
    toegewezenAanActoren: ordered({
      of: 'actor',
      table: 'interne_taak_actor',
      first: 'toegewezenAanActor',
      firstHelp: 'Eerste van de actoren aan wie de taak is toegewezen.',
      help: 'Actoren aan wie de taak is toegewezen, in deze volgorde.',
    }),
    toelichting: text({
      max: 1000,
      optional: true,
      guard: { scope: 'notities' },
      help: 'Wat de uitvoerder verder moet weten.',
    }),
    status: choice(
      { te_verwerken: 'Te verwerken', verwerkt: 'Verwerkt' },
      { schemaName: 'StatusEnum', help: 'Of de taak gedaan is.' },
    ),
    toegewezenOp: dateTime({ readOnly: true, initialNow: true, help: 'Moment waarop de taak is gemaakt.' }),
    afgehandeldOp: dateTime({
      optional: true,
      nullable: true,
      presentWhen: { path: 'status', is: 'verwerkt' },
      help: 'Moment waarop de taak gedaan was.',
    }),
  },
  filters: {
    nummer: is('nummer', { deprecated: true }),
    referentienummer: is('referentienummer'),
    status: is('status'),
    toegewezenOp: is('toegewezenOp'),
    actoren__naam: is('toegewezenAanActoren.naam'),
    klantcontact__uuid: is('aanleidinggevendKlantcontact.uuid'),
    klantcontact__nummer: is('aanleidinggevendKlantcontact.nummer', { deprecated: true }),
    klantcontact__referentienummer: is('aanleidinggevendKlantcontact.referentienummer'),
    ...row('aanleidinggevendKlantcontact', 'aanleidinggevendKlantcontact'),
    ...row('toegewezenAanActor', 'toegewezenAanActoren'),
  },
  announced: {
    channel: 'internetaken',
    facts: ['nummer', 'gevraagdeHandeling', 'toelichting', 'status'],
    free: ['toelichting'],
  },
  rules: [afgehandeldVraagtVerwerkt],
  within: ['aanleidinggevendKlantcontact'],
  about: ['aanleidinggevendKlantcontact'],
  bounds: zicht.interneTaak,
  forResidents: { lezen: 'lezen' },
})
