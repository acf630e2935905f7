/**
 * The types that follow from a declaration, exactly. Nothing here runs: the type check of `npm test` reads it, and an
 * `@ts-expect-error` under which there is no error is an error.
 */
import type { Create, Patch, Read } from '../../src/model/resource.ts'
import type { actor } from '../../src/resources/actor.ts'
import type { categorie } from '../../src/resources/categorie.ts'
import type { interneTaak } from '../../src/resources/interne-taak.ts'
import type { klantcontact } from '../../src/resources/klantcontact.ts'
import type { partij } from '../../src/resources/partij.ts'
import type { partijIdentificator } from '../../src/resources/partij-identificator.ts'
import type { persoon } from '../../src/resources/persoon.ts'
import type { vertegenwoordiging } from '../../src/resources/vertegenwoordiging.ts'

/** Written out, so that an intersection equals the object that it comes down to. */
type Flat<T> = T extends readonly (infer I)[]
  ? readonly Flat<I>[]
  : T extends object
    ? { [K in keyof T]: Flat<T[K]> }
    : T
/** Whether two types are the same: optional, readonly and null included. */
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false

const same = <_Holds extends true>(): void => {}

// The comparison itself can tell.
// @ts-expect-error optional is not required
same<Same<{ readonly a?: string }, { readonly a: string }>>()
// @ts-expect-error null is something
same<Same<{ readonly a: string | null }, { readonly a: string }>>()
// @ts-expect-error read-only is not writable
same<Same<{ readonly a: string }, { a: string }>>()
// @ts-expect-error a member too many
same<Same<{ readonly a: string }, { readonly a: string; readonly b?: number }>>()

interface Shown {
  readonly uuid: string
  readonly url: string
}
interface Pointer {
  readonly uuid: string
}
interface Identification {
  readonly objectId: string
  readonly codeObjecttype: string
  readonly codeRegister: string
  readonly codeSoortObjectId: string
}
interface Address {
  readonly nummeraanduidingId: string
  readonly straatnaam: string
  readonly huisnummer: number | null
  readonly huisnummertoevoeging: string
  readonly postcode: string
  readonly stad: string
  readonly adresregel1: string
  readonly adresregel2: string
  readonly adresregel3: string
  readonly land: string
}
interface Name {
  readonly voorletters: string
  readonly voornaam: string
  readonly voorvoegselAchternaam: string
  readonly achternaam: string
}

// One optional text.
same<Same<Create<typeof categorie>, { readonly naam?: string }>>()
same<Same<Patch<typeof categorie>, { readonly naam?: string }>>()
same<Same<Read<typeof categorie>, { readonly uuid: string; readonly url: string; readonly naam: string }>>()

// Required references.
interface NewVertegenwoordiging {
  readonly vertegenwoordigendePartij: Pointer
  readonly vertegenwoordigdePartij: Pointer
}
same<Same<Create<typeof vertegenwoordiging>, NewVertegenwoordiging>>()
same<Same<Patch<typeof vertegenwoordiging>, Partial<NewVertegenwoordiging>>>()
same<
  Same<
    Read<typeof vertegenwoordiging>,
    Shown & { readonly vertegenwoordigendePartij: Shown; readonly vertegenwoordigdePartij: Shown }
  >
>()

// Dates, a choice that may be empty, a group.
interface NewPersoon {
  readonly geboortedatum: string
  readonly overlijdensdatum?: string | null
  readonly geslachtsnaam: string
  readonly geslacht?: '' | 'm' | 'v' | 'o'
  readonly voorvoegsel?: string
  readonly voornamen?: string
  readonly adres?: Partial<Address> | null
}
same<Same<Create<typeof persoon>, NewPersoon>>()
same<Same<Patch<typeof persoon>, Partial<NewPersoon>>>()
interface ShownPersoon extends Shown {
  readonly geboortedatum: string
  readonly overlijdensdatum: string | null
  readonly geslachtsnaam: string
  readonly geslacht: '' | 'm' | 'v' | 'o'
  readonly voorvoegsel: string
  readonly voornamen: string
  readonly adres: Address
}
same<Same<Read<typeof persoon>, ShownPersoon>>()

// Variants.
interface NewActor {
  readonly naam: string
  readonly soortActor: 'medewerker' | 'geautomatiseerde_actor' | 'organisatorische_eenheid'
  readonly indicatieActief?: boolean
  readonly actoridentificator?: Partial<Identification> | null
  readonly actorIdentificatie?:
    | { readonly functie: string; readonly emailadres?: string; readonly telefoonnummer: string }
    | { readonly functie: string; readonly omschrijving?: string }
    | {
        readonly omschrijving?: string
        readonly emailadres?: string
        readonly faxnummer?: string
        readonly telefoonnummer?: string
      }
}
same<Same<Create<typeof actor>, NewActor>>()
same<Same<Patch<typeof actor>, Partial<NewActor>>>()

// Numbers, a list with a twin, moments that the register sets.
interface NewTaak {
  readonly nummer?: string | null
  readonly referentienummer?: string | null
  readonly gevraagdeHandeling: string
  readonly aanleidinggevendKlantcontact: Pointer
  readonly toegewezenAanActoren?: readonly Pointer[]
  readonly toegewezenAanActor?: Pointer
  readonly toelichting?: string
  readonly status: 'te_verwerken' | 'verwerkt'
  readonly afgehandeldOp?: string | null
}
same<Same<Create<typeof interneTaak>, NewTaak>>()

// Free keys, lists that are read only.
interface ShownContact extends Shown {
  readonly gingOverOnderwerpobjecten: readonly Shown[]
  readonly hadBetrokkenActoren: readonly Shown[]
  readonly omvatteBijlagen: readonly Shown[]
  readonly hadBetrokkenen: readonly Shown[]
  readonly leiddeTotInterneTaken: readonly Shown[]
  readonly nummer: string | null
  readonly referentienummer: string | null
  readonly kanaal: string
  readonly onderwerp: string
  readonly inhoud: string
  readonly reactie: string
  readonly indicatieContactGelukt: boolean | null
  readonly hoofdOnderwerpType: string
  readonly verdereActieOndernomen: boolean
  readonly taal: string
  readonly vertrouwelijk: boolean
  readonly plaatsgevondenOp: string
  readonly metadata: Record<string, string>
}
same<Same<Read<typeof klantcontact>, ShownContact>>()

// Complete objects inside another, choices inside a group.
interface NewIdentificator {
  readonly identificeerdePartij?: Pointer | null
  readonly anderePartijIdentificator?: string
  readonly partijIdentificator: {
    readonly codeObjecttype: 'natuurlijk_persoon' | 'niet_natuurlijk_persoon' | 'vestiging'
    readonly codeSoortObjectId: 'bsn' | 'vestigingsnummer' | 'rsin' | 'kvk_nummer'
    readonly objectId: string
    readonly codeRegister: 'brp' | 'hr'
  }
  readonly subIdentificatorVan?: Pointer | null
}
same<Same<Create<typeof partijIdentificator>, NewIdentificator>>()
interface NewPartij {
  readonly nummer?: string | null
  readonly interneNotitie?: string
  readonly digitaleAdressen?: readonly Pointer[] | null
  readonly voorkeursDigitaalAdres?: Pointer | null
  readonly rekeningnummers?: readonly Pointer[] | null
  readonly voorkeursRekeningnummer?: Pointer | null
  readonly partijIdentificatoren?: readonly NewIdentificator[] | null
  readonly soortPartij: 'persoon' | 'organisatie' | 'contactpersoon'
  readonly indicatieGeheimhouding?: boolean | null
  readonly voorkeurstaal?: string
  readonly indicatieActief: boolean
  readonly bezoekadres?: Partial<Address> | null
  readonly correspondentieadres?: Partial<Address> | null
  readonly partijIdentificatie?:
    | { readonly contactnaam?: Partial<Name> | null }
    | { readonly naam?: string }
    | {
        readonly uuid?: string
        readonly werkteVoorPartij?: Pointer | null
        readonly contactnaam?: Partial<Name> | null
      }
}
same<Same<Create<typeof partij>, NewPartij>>()
same<Same<Patch<typeof partij>, Partial<NewPartij>>>()

// What a body may not hold does not compile.
const uuid = '00000000-0000-4000-8000-000000000000'
const taak: Create<typeof interneTaak> = {
  gevraagdeHandeling: 'Terugbellen',
  aanleidinggevendKlantcontact: { uuid },
  status: 'te_verwerken',
}

export const refused: unknown[] = [
  // @ts-expect-error not one of the choices
  { ...taak, status: 'gedaan' } satisfies Create<typeof interneTaak>,
  // @ts-expect-error not one of the choices, in a PATCH neither
  { soortActor: 'mens' } satisfies Patch<typeof actor>,
  // @ts-expect-error set by the register
  { ...taak, toegewezenOp: '2024-01-01T00:00:00Z' } satisfies Create<typeof interneTaak>,
  // @ts-expect-error follows from other rows
  { hadBetrokkenen: [] } satisfies Patch<typeof klantcontact>,
  // @ts-expect-error made by the register
  { uuid } satisfies Patch<typeof partij>,
  // @ts-expect-error a required field is missing
  { naam: 'Anna' } satisfies Create<typeof actor>,
  // @ts-expect-error a required member of a group is missing
  { partijIdentificator: { codeRegister: 'brp' } } satisfies Patch<typeof partijIdentificator>,
  // @ts-expect-error may not be null
  { naam: null } satisfies Patch<typeof actor>,
  // @ts-expect-error a reference is an object
  { wasPartij: uuid, partij: uuid } satisfies Patch<typeof vertegenwoordiging>,
  // @ts-expect-error no such field
  { naam: 'x', soort: 'y' } satisfies Create<typeof categorie>,
]
