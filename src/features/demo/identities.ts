/** How those in the story are called, found and reached. */

export const HENK = { voorletters: 'H.', voornaam: 'Henk', voorvoegselAchternaam: 'de', achternaam: 'Bruin' }
export const VERHUUR = 'Graafmachine Verhuur v.o.f.'
export const VERENIGING = 'Lokale Zaalvoetbalvereniging'

const woerden = (straatnaam: string, huisnummer: number, postcode: string) => ({
  straatnaam,
  huisnummer,
  postcode,
  stad: 'Woerden',
  land: 'NL',
})
export const HENKS_ADRES = woerden('Meulmansweg', 27, '3441 AT')
export const VERHUUR_ADRES = woerden('Watermolenlaan', 1, '3447 GT')
export const VERENIGING_POST = { adresregel1: 'Postbus 48', adresregel2: '3440 AA Woerden', land: 'NL' }

const REGISTERS = {
  bsn: { codeObjecttype: 'natuurlijk_persoon', codeRegister: 'brp' },
  rsin: { codeObjecttype: 'niet_natuurlijk_persoon', codeRegister: 'hr' },
  kvk_nummer: { codeObjecttype: 'niet_natuurlijk_persoon', codeRegister: 'hr' },
  vestigingsnummer: { codeObjecttype: 'vestiging', codeRegister: 'hr' },
} as const

const known = (codeSoortObjectId: keyof typeof REGISTERS, objectId: string) => ({
  partijIdentificator: { ...REGISTERS[codeSoortObjectId], codeSoortObjectId, objectId },
})

// From the test sets of BRP and KVK: right in form, and nobody's.
export const HENKS_BSN = known('bsn', '999990019')
export const VERHUUR_KVK = known('kvk_nummer', '69599076')
export const VERHUUR_RSIN = known('rsin', '857587973')
export const VERHUUR_VESTIGING = known('vestigingsnummer', '000037178598')
export const VERENIGING_KVK = known('kvk_nummer', '90003179')
export const VERENIGING_RSIN = known('rsin', '858311537')

/** A thing in another register, as Open Klant's clients name it. */
export const zaak = (objectId: string) => ({
  objectId,
  codeObjecttype: 'zgw-Zaak',
  codeRegister: 'openzaak',
  codeSoortObjectId: 'uuid',
})
export const document = (objectId: string) => ({
  objectId,
  codeObjecttype: 'zgw-InformatieObject',
  codeRegister: 'openzaak',
  codeSoortObjectId: 'uuid',
})
