/** Repair of a contact that was tied to the wrong person, and who learnt of it meanwhile: a file about a data breach begins. */
import { placeSlot } from '../../derive/object.ts'
import { type Call, demand, demandChange, type Engine } from '../../operations/context.ts'
import type { WithContact } from './keyed.ts'
import { repair } from './repair.ts'
import type { Message, Named, Sighting, Witnesses } from './witnesses.ts'

interface Seen {
  readonly bekend: boolean
  readonly toelichting: string
  readonly inzagen: readonly Sighting[]
}

const seenBy = async (
  { caller }: Call,
  { seen }: Witnesses,
  objects: readonly Named[],
  since: string,
): Promise<Seen> => {
  const unknown = (toelichting: string): Seen => ({ bekend: false, toelichting, inzagen: [] })
  if (!seen) return unknown('Dit register bewaart zelf geen verwerkingslog: wie het inzag is hier niet bekend.')
  if (!caller.rights.has('verwerkingen')) return unknown('Wie het inzag is te zien met het recht verwerkingen.')
  const inzagen = await seen(objects, since)
  return inzagen ? { bekend: true, toelichting: '', inzagen } : unknown('Het verwerkingslog is nu niet te lezen.')
}

/**
 * Unties the wrong partij from a contact and ties another, or none. Answers as JSON text what became of it, and who saw
 * or received it meanwhile; and the contact by itself. Throws `Absent`, `Forbidden`, or `Refused`.
 */
export const wrongPerson = async (
  engine: Engine,
  call: Call,
  witnesses: Witnesses,
  uuid: string,
  body: () => unknown,
): Promise<WithContact> => {
  const { register } = engine
  const resource = register.get('klantcontact')
  demandChange(call, resource)
  demand(call, 'lezen', register.get('partij'))
  const { klantcontact, sinds, ...rest } = await repair(engine, call, uuid, body)
  const named = (name: string, uuids: readonly string[]): Named[] => uuids.map((one) => ({ resource: name, uuid: one }))
  const objects = [
    ...named('klantcontact', [uuid]),
    ...named('betrokkene', rest.betrokkenen),
    ...named('digitaalAdres', rest.digitaleAdressen),
  ]
  const ingezien = await seenBy(call, witnesses, objects, sinds)
  const ontvangen: readonly Message[] | null = (await witnesses.told(objects, sinds)) ?? null
  const pointer = (name: string, one: string) => ({
    uuid: one,
    url: `${call.places[placeSlot(register.get(name))]}${one}${call.suffix}`,
  })
  const pointers = (name: string, uuids: readonly string[]) => uuids.map((one) => pointer(name, one))
  const told = {
    van: pointer('partij', rest.van),
    naar: rest.naar === null ? null : pointer('partij', rest.naar),
    sinds,
    betrokkenen: pointers('betrokkene', rest.betrokkenen),
    digitaleAdressen: pointers('digitaalAdres', rest.digitaleAdressen),
    keten: pointers('klantcontact', rest.keten),
    ingezien,
    ontvangen,
  }
  return { klantcontact, body: `{"klantcontact":${klantcontact},${JSON.stringify(told).slice(1)}` }
}
