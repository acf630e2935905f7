/** Objects that much hangs on. */
import { declared, type Samples } from './sample.ts'

/** A partij that has, and is had by, whatever there is. */
export const rich = async ({ make }: Samples): Promise<string> => {
  const of = (name: string) => declared.get(name)
  const partij = await make(of('partij'), { all: true, set: { soortPartij: 'organisatie' } })
  const self = { uuid: partij.uuid }
  const betrokkene = await make(of('betrokkene'), { all: true, set: { wasPartij: self } })
  await make(of('digitaalAdres'), { set: { verstrektDoorBetrokkene: { uuid: betrokkene.uuid } } })
  await make(of('categorieRelatie'), { all: true, set: { partij: self } })
  await make(of('vertegenwoordiging'), { set: { vertegenwoordigendePartij: self } })
  const contactpersoon = { soortPartij: 'contactpersoon', partijIdentificatie: { werkteVoorPartij: self } }
  await make(of('partij'), { set: contactpersoon })
  return partij.uuid
}

/** A klantcontact with all that hangs below it; answers its onderwerpobject. */
export const richContact = async ({ make }: Samples): Promise<string> => {
  const of = (name: string) => declared.get(name)
  const klantcontact = { uuid: (await make(of('klantcontact'))).uuid }
  const betrokkene = await make(of('betrokkene'), { set: { hadKlantcontact: klantcontact } })
  for (const set of [{}, { verstrektDoorPartij: { uuid: (await make(of('partij'))).uuid } }]) {
    await make(of('digitaalAdres'), { set: { verstrektDoorBetrokkene: { uuid: betrokkene.uuid }, ...set } })
  }
  await make(of('interneTaak'), { set: { aanleidinggevendKlantcontact: klantcontact } })
  await make(of('bijlage'), { set: { wasBijlageVanKlantcontact: klantcontact } })
  await make(of('actorKlantcontact'), { set: { klantcontact } })
  return (await make(of('onderwerpobject'), { set: { klantcontact } })).uuid
}
