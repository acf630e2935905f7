import { contains, identification, is } from '../model/filter.ts'
import { mail, phone } from '../model/formats.ts'
import { choice, text, variants, yesNo } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { identificatie } from './parts/identificatie.ts'
import { actorZicht } from './parts/zicht.ts'

const emailadres = text({ max: 254, optional: true, format: mail, form: 'email', help: 'E-mailadres van de actor.' })

export const actor = resource('actor', {
  api: 'klantinteracties',
  group: 'actoren',
  path: 'actoren',
  model: 'Actor',
  label: 'actor',
  help: 'Medewerker, organisatorische eenheid of geautomatiseerd systeem dat namens de gemeente contact heeft.',
  tag: 'actoren',
  schemaName: 'Actor',
  fields: {
    naam: text({ max: 200, help: 'Naam van de actor.' }),
    soortActor: choice(
      {
        medewerker: 'Medewerker',
        geautomatiseerde_actor: 'Geautomatiseerde actor',
        organisatorische_eenheid: 'Organisatorische eenheid',
      },
      { schemaName: 'SoortActorEnum', help: 'Wat voor actor het is.' },
    ),
    indicatieActief: yesNo({ optional: true, initial: true, help: 'Of de actor nog werkt.' }),
    actoridentificator: identificatie('Actoridentificator', 'De actor in een ander register.'),
    actorIdentificatie: variants(
      {
        medewerker: {
          schemaName: 'Medewerker',
          members: {
            functie: text({ max: 40, help: 'Functie van de medewerker.' }),
            emailadres,
            telefoonnummer: text({ max: 20, rules: [phone], help: 'Telefoonnummer van de medewerker.' }),
          },
        },
        geautomatiseerde_actor: {
          schemaName: 'GeautomatiseerdeActor',
          members: {
            functie: text({ max: 40, help: 'Wat het systeem doet.' }),
            omschrijving: text({ max: 200, optional: true, help: 'Toelichting op het systeem.' }),
          },
        },
        organisatorische_eenheid: {
          schemaName: 'OrganisatorischeEenheid',
          members: {
            omschrijving: text({ max: 200, optional: true, help: 'Toelichting op de eenheid.' }),
            emailadres,
            faxnummer: text({ max: 20, optional: true, help: 'Faxnummer van de eenheid.' }),
            telefoonnummer: text({ max: 20, optional: true, rules: [phone], help: 'Telefoonnummer van de eenheid.' }),
          },
        },
      },
      { by: 'soortActor', optional: true, help: 'Gegevens die bij het soort actor horen.' },
    ),
  },
  beside: { zicht: actorZicht },
  belongsTo: 'zicht.eenheid',
  standIn: { unless: { path: 'soortActor', is: 'organisatorische_eenheid' }, by: 'zicht.eenheid' },
  filters: {
    naam: contains('naam'),
    soortActor: is('soortActor'),
    indicatieActief: is('indicatieActief'),
    ...identification('actoridentificator', 'actoridentificator'),
  },
})
