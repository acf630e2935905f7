import type { Create } from '../../model/resource.ts'
import { actorKlantcontact } from '../../resources/actor-klantcontact.ts'
import { betrokkene } from '../../resources/betrokkene.ts'
import { bijlage } from '../../resources/bijlage.ts'
import { klantcontact } from '../../resources/klantcontact.ts'
import { onderwerpobject } from '../../resources/onderwerpobject.ts'
import { document, zaak } from './identities.ts'
import type { Pen, Ref } from './pen.ts'

type Deelnemer = Omit<Create<typeof betrokkene>, 'hadKlantcontact'>

/** A contact with all that belongs to it. Those who took part come in the order in which they are shown. */
export interface Contact {
  readonly klantcontact: Omit<Create<typeof klantcontact>, 'taal' | 'vertrouwelijk'>
  readonly actoren: readonly Ref[]
  readonly betrokkenen: readonly Deelnemer[]
  /** The zaak that it was about, by its uuid in the register of zaken. */
  readonly zaak?: string
  /** The earlier contact that this one answers or follows. */
  readonly over?: Ref
  /** Documents, by their uuids in the register of documents. */
  readonly bijlagen?: readonly string[]
}

export interface RegisteredContact extends Ref {
  /** In the order given. */
  readonly betrokkenen: readonly Ref[]
}

/** Registers a contact as clients do: the contact first, then each thing that refers to it. */
export const registerContact = async (pen: Pen, contact: Contact): Promise<RegisteredContact> => {
  const made = await pen.make(klantcontact, { taal: 'nld', vertrouwelijk: false, ...contact.klantcontact })
  for (const actor of contact.actoren) await pen.make(actorKlantcontact, { actor, klantcontact: made })
  const betrokkenen: Ref[] = []
  for (const deelnemer of contact.betrokkenen) {
    betrokkenen.push(await pen.make(betrokkene, { ...deelnemer, hadKlantcontact: made }))
  }
  if (contact.zaak !== undefined) {
    await pen.make(onderwerpobject, { klantcontact: made, onderwerpobjectidentificator: zaak(contact.zaak) })
  }
  if (contact.over) await pen.make(onderwerpobject, { klantcontact: made, wasKlantcontact: contact.over })
  for (const uuid of contact.bijlagen ?? []) {
    await pen.make(bijlage, { wasBijlageVanKlantcontact: made, bijlageidentificator: document(uuid) })
  }
  return { ...made, betrokkenen }
}
