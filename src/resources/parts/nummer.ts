import { integerText } from '../../model/formats.ts'
import type { Guard } from '../../model/guard.ts'
import { text } from '../../model/kinds/index.ts'

/** The number people use among each other; made by the register when none is given (clients.md §0). */
export const nummer = (of: string, guard?: Guard) =>
  text({
    max: 10,
    optional: true,
    nullable: true,
    deprecated: true,
    rules: [integerText],
    unique: 'auto',
    ...(guard ? { guard } : {}),
    help: `Nummer van ${of} dat mensen onderling gebruiken; het register maakt er een als het ontbreekt.`,
  })

/** A number of another system; never made by the register. */
export const referentienummer = (of: string) =>
  text({
    max: 10,
    optional: true,
    nullable: true,
    rules: [integerText],
    unique: 'given',
    help: `Nummer van ${of} in een ander systeem.`,
  })
