import { group, text } from '../../model/kinds/index.ts'
import { bsnBySoort } from './bsn.ts'

/** What something is called in another register; free text, not checked (behaviour.md §1.0). */
export const identificatie = <const N extends string>(schemaName: N, help: string) =>
  group(
    {
      objectId: text({
        max: 200,
        optional: true,
        identifies: true,
        guard: bsnBySoort,
        help: 'Waarde waarmee het object daar is te vinden.',
      }),
      codeObjecttype: text({ max: 200, optional: true, help: 'Type van het object, zoals `zaak`.' }),
      codeRegister: text({ max: 200, optional: true, help: 'Register waarin het object staat.' }),
      codeSoortObjectId: text({ max: 200, optional: true, help: 'Soort van de waarde, zoals `uuid`.' }),
    },
    { schemaName, optional: true, nullable: true, help },
  )
