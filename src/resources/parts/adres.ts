import { bagId, country, postcode } from '../../model/formats.ts'
import type { Guard } from '../../model/guard.ts'
import { group, integer, text } from '../../model/kinds/index.ts'

/** An address as BAG and ISO 3166 write it (behaviour.md §1.0). */
const members = {
  nummeraanduidingId: text({
    max: 16,
    optional: true,
    rules: [bagId],
    help: 'Identificatie van de nummeraanduiding in de BAG.',
  }),
  straatnaam: text({ max: 255, optional: true, help: 'Straat van het adres.' }),
  huisnummer: integer({ min: 1, max: 99999, optional: true, nullable: true, help: 'Huisnummer zonder toevoeging.' }),
  huisnummertoevoeging: text({ max: 20, optional: true, help: 'Letters of cijfers na het huisnummer.' }),
  postcode: text({ max: 7, optional: true, rules: [postcode], help: 'Postcode met spatie: `1234 AB`.' }),
  stad: text({ max: 255, optional: true, help: 'Woonplaats of vestigingsplaats.' }),
  adresregel1: text({ max: 80, optional: true, help: 'Eerste regel van een adres dat geen Nederlandse vorm heeft.' }),
  adresregel2: text({ max: 80, optional: true, help: 'Tweede regel van zo’n adres.' }),
  adresregel3: text({ max: 80, optional: true, help: 'Derde regel van zo’n adres.' }),
  land: text({ max: 2, min: 2, optional: true, rules: [country], help: 'Landcode volgens ISO 3166-1 alpha-2.' }),
} as const

/** An address of a partij that asked for geheimhouding; `path`: where the partij says so. */
export const geheim = (path: string): Guard => ({ scope: 'geheimhouding', when: { path, is: true } })

export const adres = <const N extends string>(schemaName: N, help: string, guard?: Guard) =>
  group(members, { schemaName, optional: true, nullable: true, help, ...(guard ? { guard } : {}) })
