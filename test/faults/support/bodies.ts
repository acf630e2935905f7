/** Bodies that hold several rows each, marked so that all of them can be found again. */
import type { Json } from './api.ts'

export const klantcontact = (more: Json = {}): Json => ({
  kanaal: 'telefoon',
  onderwerp: 'vraag',
  taal: 'nld',
  vertrouwelijk: false,
  ...more,
})

export const partij = (more: Json = {}): Json => ({ soortPartij: 'persoon', indicatieActief: true, ...more })

export const adres = (more: Json = {}): Json => ({
  adres: 'a@example.nl',
  soortDigitaalAdres: 'email',
  verstrektDoorPartij: null,
  ...more,
})

/** A klantcontact, a betrokkene and an onderwerpobject. */
export const maakKlantcontact = (mark: string): Json => ({
  klantcontact: klantcontact({ onderwerp: mark }),
  betrokkene: { rol: 'klant', initiator: true, organisatienaam: mark },
  onderwerpobject: { onderwerpobjectidentificator: { objectId: mark } },
})

const bsn = (n: number): string => {
  const digits = String(10_000_000 + n).padStart(8, '0')
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (9 - index), 0)
  // The last digit cannot make up for a rest of ten: then the next number does.
  return sum % 11 === 10 ? bsn(n + 500_000) : digits + String(sum % 11)
}

/** A number that passes the check on BSNs; another one for every `n` below 100,000. */
export const bsnOf = bsn

export const identificator = (objectId: string, soort: 'bsn' | 'kvk_nummer' = 'bsn'): Json => ({
  partijIdentificator: {
    codeObjecttype: soort === 'bsn' ? 'natuurlijk_persoon' : 'niet_natuurlijk_persoon',
    codeSoortObjectId: soort,
    objectId,
    codeRegister: soort === 'bsn' ? 'brp' : 'hr',
  },
})

/** A partij with two identificatoren of its own and a digital address that is there already. */
export const wholePartij = (mark: string, n: number, adresUuid: string): Json =>
  partij({
    interneNotitie: mark,
    partijIdentificatie: { contactnaam: { voornaam: 'Henk', achternaam: mark } },
    partijIdentificatoren: [identificator(bsnOf(n)), identificator(String(10_000_000 + n), 'kvk_nummer')],
    digitaleAdressen: [{ uuid: adresUuid }],
    voorkeursDigitaalAdres: { uuid: adresUuid },
  })
