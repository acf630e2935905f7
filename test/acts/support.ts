/** Contacts to act upon, and those who do. */
import assert from 'node:assert/strict'
import type { Scope } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { type Answer, type Body, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

export const KLANTCONTACT = declared.get('klantcontact')
export const BETROKKENE = declared.get('betrokkene')
export const ONDERWERPOBJECT = declared.get('onderwerpobject')
export const ACTOR = declared.get('actor')

export const PLAIN: readonly Scope[] = [
  'klantcontacten.lezen',
  'klantcontacten.schrijven',
  'actoren.lezen',
  'partijen.lezen',
]

export const contactIn = (register: TestRegister, set: Body = {}): Promise<Shown> =>
  samplesIn(register).make(KLANTCONTACT, {
    set: { kanaal: 'telefoon', inhoud: 'Het begin.', vertrouwelijk: false, ...set },
  })

/** Someone who is this actor. */
export const someone = (register: TestRegister, actor: Shown | null, scopes = PLAIN, more: object = {}) =>
  callerWith(register, { scopes, actor: actor?.uuid ?? null, ...more })

/** The actor was at the contact. */
export const involve = (register: TestRegister, actor: Shown, contact: Shown): Promise<Shown> =>
  register.create(declared.get('actorKlantcontact'), {
    actor: { uuid: actor.uuid },
    klantcontact: { uuid: contact.uuid },
  })

/** As if the contact had been registered longer ago. */
export const age = (register: TestRegister, { uuid }: Shown, interval: string): Promise<unknown> =>
  register.database.query({
    text: `update klantcontact_versie set versie_moment = versie_moment - $2::interval where uuid = $1`,
    values: [uuid, interval],
  })

export const act = (caller: TestRegister, { uuid }: { uuid: string }, name: string, body: Body): Promise<Answer> =>
  caller.send('POST', `${pathOf(KLANTCONTACT, uuid)}/${name}`, body)

export const detailOf = ({ body }: Answer): string => String((body as Body).detail)
export const faultsOf = ({ body }: Answer): readonly { name: string; code: string }[] =>
  (body as { invalidParams?: { name: string; code: string }[] }).invalidParams ?? []

export interface Version extends Body {
  readonly versie: number
  readonly actie: string
  readonly reden: string | null
  readonly wijzigingen: readonly { readonly veld: string }[]
}

/** Newest first. */
export const historyOf = async (register: TestRegister, path: string): Promise<readonly Version[]> => {
  const { status, body } = await register.send('GET', `${path}/historie`)
  assert.equal(status, 200)
  return (body as { results: readonly Version[] }).results
}

/** `3 aanvulling doorverbonden: inhoud`, the newest first. */
export const told = async (register: TestRegister, path: string): Promise<string[]> =>
  (await historyOf(register, path)).map(
    ({ versie, actie, reden, wijzigingen }) => `${versie} ${actie} ${reden}: ${wijzigingen.map(({ veld }) => veld)}`,
  )
