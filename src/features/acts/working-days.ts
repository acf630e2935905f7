/** Days on which a municipality works, in the Netherlands: no weekends, and no holidays of the Algemene termijnenwet. */

const DAY = 86_400_000

/** A day of the calendar, as `YYYY-MM-DD`. */
type Day = string

const dayAt = (time: number): Day => new Date(time).toISOString().slice(0, 10)
const timeOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`)

const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' })

/** The day that it is in the Netherlands at this moment. */
export const dutchDay = (moment: Date): Day => local.format(moment)

/** Easter Sunday, after Gauss as corrected by Meeus, as days since 1970. */
const easter = (year: number): number => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1)
}

/** The king's birthday is celebrated on the day before when it is a Sunday. */
const kingsDay = (year: number): Day => {
  const time = Date.UTC(year, 3, 27)
  return dayAt(new Date(time).getUTCDay() === 0 ? time - DAY : time)
}

const holidays = new Map<number, ReadonlySet<Day>>()

/** Algemene termijnenwet, article 3: Good Friday stands beside the holidays. */
const holidaysOf = (year: number): ReadonlySet<Day> => {
  const known = holidays.get(year)
  if (known) return known
  const sunday = easter(year)
  const [goodFriday, easterMonday, ascension, whitMonday] = [-2, 1, 39, 50].map((days) => dayAt(sunday + days * DAY))
  const fixed = ['01-01', '05-05', '12-25', '12-26'].map((day) => `${year}-${day}`)
  const found = new Set([...fixed, kingsDay(year), goodFriday, easterMonday, ascension, whitMonday].map(String))
  holidays.set(year, found)
  return found
}

const isWorkingDay = (day: Day): boolean => {
  const weekday = new Date(timeOf(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).has(day)
}

/** The working day that is this many working days after a day. */
export const workingDaysAfter = (day: Day, amount: number): Day => {
  let time = timeOf(day)
  for (let left = amount; left > 0; ) {
    time += DAY
    if (isWorkingDay(dayAt(time))) left--
  }
  return dayAt(time)
}
