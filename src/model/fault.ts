/**
 * What is wrong with an input: where (dotted path as the client wrote it), which rule (code), and why, in Dutch.
 * Source of codes and texts: behaviour.md §2.3 and §2.4.
 */
export interface Fault {
  readonly name: string
  readonly code: string
  readonly reason: string
}

/** A fault of a value that does not know yet where it stands. */
export type Complaint = Omit<Fault, 'name'>

const complaint = (code: string, reason: string): Complaint => ({ code, reason })

export const complaints = {
  required: complaint('required', 'Dit veld is vereist.'),
  null: complaint('null', 'Dit veld mag niet leeg zijn.'),
  nothing: complaint('null', 'No data provided'),
  blank: complaint('blank', 'Dit veld mag niet leeg zijn.'),
  notText: complaint('invalid', 'Not a valid string.'),
  notBoolean: complaint('invalid', 'Must be a valid boolean.'),
  notUuid: complaint('invalid', 'Must be a valid UUID.'),
  notInteger: complaint('invalid', 'Een geldig getal is vereist.'),
  tooManyDigits: complaint('max_string_length', 'Tekstwaarde is te lang.'),
  notDate: complaint('invalid', 'Date heeft het verkeerde formaat, gebruik 1 van deze formaten: YYYY-MM-DD.'),
  notDateTime: complaint(
    'invalid',
    'Datetime heeft een ongeldig formaat, gebruik 1 van de volgende formaten: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
  ),
  nullCharacters: complaint('null_characters_not_allowed', 'Null-tekens zijn niet toegestaan.'),
  maxLength: (max: number) => complaint('max_length', `Zorg ervoor dat dit veld niet meer dan ${max} karakters bevat.`),
  minLength: (min: number) => complaint('min_length', `Zorg ervoor dat dit veld minimaal ${min} karakters bevat.`),
  minValue: (min: number) =>
    complaint('min_value', `Zorg ervoor dat deze waarde groter is dan of gelijk is aan ${min}.`),
  maxValue: (max: number) =>
    complaint('max_value', `Zorg ervoor dat deze waarde kleiner is dan of gelijk is aan ${max}.`),
  notAChoice: (value: string) => complaint('invalid_choice', `"${value}" is een ongeldige keuze.`),
  notAnObject: (type: string) => complaint('invalid', `Ongeldige data. Verwacht een dictionary, kreeg een ${type}.`),
  notAList: (type: string) => complaint('not_a_list', `Verwachtte een lijst met items, maar kreeg type "${type}".`),
  notADictionary: (type: string) =>
    complaint('not_a_dict', `Verwachtte een dictionary van items, maar kreeg type "${type}".`),
  surrogate: (code: string) =>
    complaint('surrogate_characters_not_allowed', `Surrogate characters are not allowed: U+${code}.`),
  unknownObject: (model: string) => complaint('invalid', `${model} object bestaat niet.`),
  taken: (label: string, field: string) => complaint('unique', `Er bestaat al een ${label} met eenzelfde ${field}.`),
}

export const at = (name: string, { code, reason }: Complaint): Fault => ({ name, code, reason })

/** The name of a whole object among the faults of its members. */
export const WHOLE = 'nonFieldErrors'
