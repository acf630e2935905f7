import { register } from '../model/register.ts'
import { actor } from './actor.ts'
import { actorKlantcontact } from './actor-klantcontact.ts'
import { betrokkene } from './betrokkene.ts'
import { betwisting } from './betwisting.ts'
import { bijlage } from './bijlage.ts'
import { categorie } from './categorie.ts'
import { categorieRelatie } from './categorie-relatie.ts'
import { digitaalAdres } from './digitaal-adres.ts'
import { interneTaak } from './interne-taak.ts'
import { klantcontact } from './klantcontact.ts'
import { onderwerpobject } from './onderwerpobject.ts'
import { organisatie } from './organisatie.ts'
import { partij } from './partij.ts'
import { partijIdentificator } from './partij-identificator.ts'
import { persoon } from './persoon.ts'
import { rekeningnummer } from './rekeningnummer.ts'
import { vertegenwoordiging } from './vertegenwoordiging.ts'

/** All resources, in the order in which the API roots name them (behaviour.md §0.1). */
export const resources = [
  actor,
  digitaalAdres,
  rekeningnummer,
  actorKlantcontact,
  klantcontact,
  betrokkene,
  onderwerpobject,
  bijlage,
  interneTaak,
  categorie,
  categorieRelatie,
  partij,
  partijIdentificator,
  vertegenwoordiging,
  organisatie,
  persoon,
] as const

/** What features keep in tables of their own, and is remembered as resources are. */
const records = [betwisting] as const

/** All of it, with the names in it resolved. */
export const declared = register(resources, records)
