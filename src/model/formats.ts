/** Formats that several resources share, as rules on a text. Source: behaviour.md §1.0 and §2.5. */
import { isIPv4, isIPv6 } from 'node:net'
import type { Complaint } from './fault.ts'
import type { TextRule } from './kinds/text.ts'

const invalid = (reason: string): Complaint => ({ code: 'invalid', reason })

/** The eleven test of BSN and RSIN: weights 9 to 2, and −1 for the last digit. */
export const passesElevenTest = (digits: string): boolean =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index === 8 ? -1 : 9 - index), 0) % 11 === 0

/** Whether a text may be a BSN. */
export const isBsn = (text: string): boolean => /^\d{9}$/.test(text) && passesElevenTest(text)

/** Whether a text holds, as a word of its own, nine digits that may be a BSN, in groups or not: `1234.56.789`. */
export const mayHoldBsn = (text: string): boolean =>
  [...text.matchAll(/(?<!\w)\d(?:[ .-]?\d){8}(?!\w)/g)].some(([found]) => passesElevenTest(found.replace(/\D/g, '')))

interface PatternOptions {
  readonly reason: (text: string) => string
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
}

const pattern = (expression: RegExp, options: PatternOptions): TextRule => ({
  check: (text) => (expression.test(text) ? undefined : invalid(options.reason(text))),
  schema: { pattern: expression.source },
  valid: options.valid,
  invalid: options.invalid,
})

export const bagId = pattern(/^[0-9]{16}$/, {
  reason: (text) => `Ongeldige nummeraanduiding BAG-ID: ${text}`,
  valid: ['0363200000218908'],
  invalid: ['036320000021890', '036320000021890a'],
})

export const postcode = pattern(/^[1-9][0-9]{3} [A-Z]{2}$/, {
  reason: (text) => `Postcode moet aan het volgende formaat voldoen: \`1234 AB\` (met spatie): ${text}`,
  valid: ['1234 AB'],
  invalid: ['1234AB', '0234 AB', '1234 ab'],
})

export const iban = pattern(/^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{1,30}$/, {
  reason: (text) => `Ongeldige IBAN: ${text}`,
  valid: ['NL91ABNA0417164300'],
  invalid: ['NL', '9191ABNA', 'NL91 ABNA 0417 1643 00'],
})

export const noSpaces = pattern(/^[\S]+$/, {
  reason: (text) => `Geen spaties toegestaan: ${text}`,
  valid: ['ABNANL2A'],
  invalid: ['ABNA NL2A'],
})

/** Digits, perhaps with a minus sign; kept as text, so leading zeros stay. */
export const integerText: TextRule = {
  check: (text) => (/^-?\d+$/.test(text) ? undefined : invalid('Voer een geldig geheel getal in.')),
  valid: ['42', '-12', '0012'],
  invalid: ['+12', '1.5', 'abc'],
}

export const slug: TextRule = {
  check: (text) =>
    /^[-a-zA-Z0-9_]+$/.test(text)
      ? undefined
      : invalid('Voer een geldige "slug" in, bestaande uit letters, cijfers, lage streepjes of streepjes.'),
  schema: { pattern: '^[-a-zA-Z0-9_]+$' },
  valid: ['portaalvoorkeur', 'ZAAK-2024_1'],
  invalid: ['met spatie', 'é'],
}

/** ISO 3166-1 alpha-2. */
const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG ' +
    'CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL ' +
    'GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA ' +
    'LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP ' +
    'NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV ' +
    'SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

export const country: TextRule = {
  check: (text) => {
    if (COUNTRIES.has(text)) return undefined
    const reason = 'Ongeldige landcode, de code moet behoren tot de ISO 3166-standaard'
    const upper = text.toUpperCase()
    return invalid(COUNTRIES.has(upper) ? `${reason}. Bedoelde u ${upper}?` : reason)
  },
  schema: { pattern: '^[A-Z]{2}$' },
  valid: ['NL', 'BE'],
  invalid: ['nl', 'QQ', 'XX'],
}

const PHONE = /^(0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13})$/

export const phone: TextRule = {
  check: (text) => {
    if (/^(0800|0900|1400|140)/.test(text)) {
      return invalid(
        'Het opgegeven telefoonnummer is ongeldig, telefoonnummers beginnend met 0800, 0900, 1400 of 140xx zijn niet toegestaan.',
      )
    }
    return PHONE.test(text) ? undefined : invalid('Het opgegeven telefoonnummer is ongeldig.')
  },
  schema: { pattern: PHONE.source },
  valid: ['0612345678', '+31612345678', '0031612345678', '0881234567'],
  invalid: ['14012', '08001234', '06-12345678', '12345'],
}

// Letters beyond ASCII may stand in a domain (IDN), not in the local part.
const LABEL = '[A-Za-z0-9\\u00a1-\\uffff](?:[A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?'
const MAIL_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const ATOM = "[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+"
const LOCAL = new RegExp(
  `^(?:${ATOM}(?:\\.${ATOM})*|"(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f!#-\\[\\]-\\x7f]|\\\\[\\x01-\\x09\\x0b\\x0c\\x0e-\\x7f])*")$`,
)
const MAIL_DOMAIN = new RegExp(`^(?:${MAIL_LABEL}\\.)+(?:[A-Za-z0-9-]{2,63}(?<!-))$`)
const IDN_DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?:[A-Za-z\\u00a1-\\uffff-]{2,63}|xn--[a-zA-Z0-9]{1,59})$`)

const isMailAddress = (text: string): boolean => {
  const position = text.lastIndexOf('@')
  if (position < 1 || text.length > 320) return false
  const local = text.slice(0, position)
  const domain = text.slice(position + 1)
  if (!LOCAL.test(local)) return false
  if (domain === 'localhost' || MAIL_DOMAIN.test(domain) || IDN_DOMAIN.test(domain)) return true
  const address = /^\[(.+)\]$/.exec(domain)?.[1]
  return address !== undefined && (isIPv4(address) || isIPv6(address))
}

export const mail: TextRule = {
  check: (text) => (isMailAddress(text) ? undefined : invalid('Voer een geldig e-mailadres in.')),
  schema: { format: 'email' },
  valid: ['anna@example.com', 'a@é.nl', 'a@localhost', 'a@[127.0.0.1]'],
  invalid: ['a@b', 'é@b.nl', 'geen', 'a b@c.nl', '"x y"@b.nl'],
}

const HOST = new RegExp(
  `^(?:${LABEL}(?:\\.(?!-)[A-Za-z0-9\\u00a1-\\uffff-]{1,63}(?<!-))*\\.(?!-)(?:[A-Za-z\\u00a1-\\uffff-]{2,63}|xn--[a-zA-Z0-9]{1,59})(?<!-)\\.?|localhost)$`,
)
const URL_PARTS =
  /^([a-z0-9.+-]+):\/\/(?:[^\s:@/]+(?::[^\s:@/]*)?@)?(\[[0-9a-fA-F:.]+\]|[^\s/?#:@[\]]+)(?::([0-9]{1,5}))?(?:[/?#]\S*)?$/i

/** Whether this is an http, https, ftp or ftps address at a host with a dot, an IP address or `localhost`. */
export const isWebAddress = (text: string, dotlessHosts = false): boolean => {
  if (text.length > 2048 || /[\t\r\n]/.test(text)) return false
  const parts = URL_PARTS.exec(text)
  if (!parts || !['http', 'https', 'ftp', 'ftps'].includes((parts[1] ?? '').toLowerCase())) return false
  const host = parts[2] ?? ''
  if (host.length > 253) return false
  if (host.startsWith('[')) return isIPv6(host.slice(1, -1))
  if (/^[0-9.]+$/.test(host)) return isIPv4(host)
  return HOST.test(host) || (dotlessHosts && new RegExp(`^${LABEL}$`).test(host))
}

export const webAddress: TextRule = {
  check: (text) => (isWebAddress(text) ? undefined : invalid('Voer een geldige URL in.')),
  schema: { format: 'uri' },
  valid: ['https://example.com/x', 'http://localhost:8000/', 'ftp://127.0.0.1/a'],
  invalid: ['example.com', 'http://openzaak/x', 'urn:nl:zaak:1', 'javascript:alert(1)'],
}
