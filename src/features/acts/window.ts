/** How long a contact may be supplemented: counted from its registration, and never renewed. */
import { dutchDay, workingDaysAfter } from './working-days.ts'

export interface Window {
  readonly unit: 'minutes' | 'workingDays' | 'none' | 'always'
  readonly amount: number
}

/** By kanaal in lower case; `*` for all others. */
export type Windows = ReadonlyMap<string, Window>

const NONE: Window = { unit: 'none', amount: 0 }

export const windowFor = (windows: Windows, kanaal: string): Window =>
  windows.get(kanaal.trim().toLowerCase()) ?? windows.get('*') ?? NONE

/** Working days end when the last of them does, in the Netherlands. */
export const isOpen = ({ unit, amount }: Window, registered: Date, now: Date): boolean => {
  switch (unit) {
    case 'none':
      return false
    case 'always':
      return true
    case 'minutes':
      return now.getTime() - registered.getTime() <= amount * 60_000
    case 'workingDays':
      return dutchDay(now) <= workingDaysAfter(dutchDay(registered), amount)
  }
}

/** Why it may not be supplemented any more. */
export const closedBecause = ({ unit, amount }: Window, kanaal: string): string => {
  const how = `Een klantcontact via het kanaal ‘${kanaal}’`
  if (unit === 'none') return `${how} wordt niet aangevuld.`
  const long = unit === 'minutes' ? `${amount} minuten` : `${amount} werkdagen`
  return `${how} kan tot ${long} na de registratie worden aangevuld; die termijn is voorbij.`
}
