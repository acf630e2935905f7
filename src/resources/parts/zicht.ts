/** What there is of each resource for who sees no more than what is its own (docs/access.md). */
import type { Ranges } from '../../model/guard.ts'
import { group, reference, yesNo } from '../../model/kinds/index.ts'
import type { Beside } from '../../model/resource.ts'

const THERE = '<actorKlantcontact:klantcontact.actor'
const ASSIGNED = 'leiddeTotInterneTaken.toegewezenAanActoren'

/** Who were there, and the assignees of its tasks. */
export const EIGEN_ACTOREN = [THERE, ASSIGNED]

/** What is shown of a task that is another's. */
const STAND = [
  'nummer',
  'aanleidinggevendKlantcontact',
  'toegewezenAanActoren',
  'status',
  'toegewezenOp',
  'afgehandeldOp',
]

export const zicht = {
  klantcontact: {
    units: {
      own: EIGEN_ACTOREN,
      thread: { through: 'onderwerpobject', ends: ['klantcontact', 'wasKlantcontact'], of: ASSIGNED },
      made: true,
      // A confidential one is there for who may see that, and is known as such.
      others: ['plaatsgevondenOp', 'kanaal', 'onderwerp', 'hadBetrokkenActoren', 'vertrouwelijk'],
      shielded: 'zicht.afgeschermd',
    },
    partij: { own: ['hadBetrokkenen.wasPartij'] },
  },
  /** Of another's contact only the units are known that were there. */
  actorKlantcontact: {
    units: { shared: { path: 'actor.soortActor', is: 'organisatorische_eenheid' } },
  },
  interneTaak: {
    units: { own: ['toegewezenAanActoren'], thread: 'aanleidinggevendKlantcontact', made: true, others: STAND },
    // How far it is, whoever's it is.
    partij: { others: STAND },
  },
  /** Who else took part is known by role. */
  betrokkene: { partij: { own: ['wasPartij'], others: ['rol', 'hadKlantcontact'] } },
  digitaalAdres: { partij: { own: ['verstrektDoorPartij', 'verstrektDoorBetrokkene.wasPartij'] } },
  partij: { partij: { own: [''] } },
  partijIdentificator: { partij: { own: ['identificeerdePartij'] } },
  rekeningnummer: { partij: { own: ['partij'] } },
} as const satisfies Readonly<Record<string, Ranges>>

/** What of an actor is no part of its body: where it belongs, and whether others may know of its contacts. */
export const actorZicht: Beside = {
  group: group(
    {
      afgeschermd: yesNo({
        optional: true,
        nullable: true,
        help: 'Of andere eenheden van klantcontacten en taken van deze actor niets zien.',
      }),
      eenheid: reference('actor', {
        optional: true,
        nullable: true,
        onRemoval: 'clear',
        help: 'De organisatorische eenheid waar de medewerker bij hoort.',
        must: {
          path: 'soortActor',
          be: 'organisatorische_eenheid',
          reason: 'De actor moet een organisatorische eenheid zijn.',
        },
      }),
    },
    { schemaName: 'ActorZicht', help: 'Bij welke eenheid de actor hoort, en of die is afgeschermd.' },
  ),
  takes: 'beheer',
  help: 'Bij welke eenheid een actor hoort en of die is afgeschermd.',
}
