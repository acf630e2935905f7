import { derived, group, text } from '../../model/kinds/index.ts'
import { sql } from '../../sql/sql.ts'

/** How someone is called in contact (behaviour.md §1.0). */
const members = {
  voorletters: text({ max: 10, optional: true, help: 'Eerste letters van de voornamen.' }),
  voornaam: text({ max: 200, optional: true, help: 'Roepnaam.' }),
  voorvoegselAchternaam: text({ max: 10, optional: true, help: 'Tussenvoegsel, zoals `van` of `de`.' }),
  achternaam: text({ max: 200, optional: true, help: 'Familienaam zonder voorvoegsel.' }),
} as const

export const contactnaam = <const N extends string>(schemaName: N) =>
  group(members, {
    schemaName,
    optional: true,
    nullable: true,
    help: 'De naam zoals die in het contact wordt gebruikt.',
  })

/** First name, prefix and family name, the empty ones skipped (behaviour.md §4). */
export const volledigeNaam = derived<string>(
  ['contactnaam.voornaam', 'contactnaam.voorvoegselAchternaam', 'contactnaam.achternaam'],
  ([first, prefix, last]) => sql`concat_ws(' ', nullif(${first}, ''), nullif(${prefix}, ''), nullif(${last}, ''))`,
  { schema: { type: 'string' }, help: 'Voornaam, voorvoegsel en achternaam achter elkaar.' },
)
