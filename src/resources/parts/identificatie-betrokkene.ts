import { choice, group, reference } from '../../model/kinds/index.ts'
import type { Niveau } from '../../model/resident.ts'
import type { Beside } from '../../model/resource.ts'

const niveaus: Readonly<Record<Niveau, string>> = {
  basis: 'Basis',
  midden: 'Midden',
  substantieel: 'Substantieel',
  hoog: 'Hoog',
}

const middel = choice(
  {
    digid: 'DigiD',
    eherkenning: 'eHerkenning',
    eidas: 'eIDAS',
    balie_wid: 'Aan de balie, met een identiteitsbewijs',
    beeldbellen_wid: 'Bij beeldbellen, met een identiteitsbewijs',
    telefonische_controlevragen: 'Aan de telefoon, met controlevragen',
    persoonlijk_bekend: 'Persoonlijk bekend bij de medewerker',
    anders: 'Anders',
  },
  { schemaName: 'IdentificatieMiddelEnum', nullable: true, help: 'Hoe werd vastgesteld wie het was.' },
)

const niveau = choice(niveaus, {
  schemaName: 'IdentificatieNiveauEnum',
  nullable: true,
  help: 'Hoe zeker dat is.',
})

/** How it was found out who took part in a contact. */
export const identificatie: Beside = {
  group: group(
    {
      middel,
      niveau,
      actor: reference('actor', {
        optional: true,
        nullable: true,
        onRemoval: 'clear',
        help: 'De actor die het vaststelde.',
      }),
    },
    { schemaName: 'BetrokkeneIdentificatie', help: 'Hoe werd vastgesteld wie de betrokkene was.' },
  ),
  inBody: true,
  proves: { reference: 'wasPartij', by: 'niveau' },
  help: 'Hoe werd vastgesteld wie de betrokkene was, en met welke zekerheid.',
}
