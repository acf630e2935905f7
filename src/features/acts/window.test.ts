import assert from 'node:assert/strict'
import { test } from 'node:test'
import { windows as kind } from '../../config/windows.ts'
import { fitting } from './supplement.ts'
import { closedBecause, isOpen, type Windows, windowFor } from './window.ts'
import { workingDaysAfter } from './working-days.ts'

const outside = { env: {}, readFile: () => '' }
const windowsOf = (text: string): Windows => kind.parse(text, outside)

test('a kanaal has its own window, whatever its case, and others that of *', () => {
  const windows = windowsOf('Telefoon=60m, Keukentafelgesprek = 5wd, brief=geen, baliewerk=2u, intern=altijd,*=10m')
  const of = (kanaal: string) => windowFor(windows, kanaal)
  assert.deepEqual(of(' TELEFOON '), { unit: 'minutes', amount: 60 })
  assert.deepEqual(of('keukentafelgesprek'), { unit: 'workingDays', amount: 5 })
  assert.deepEqual(of('baliewerk'), { unit: 'minutes', amount: 120 })
  assert.deepEqual(of('Brief').unit, 'none')
  assert.deepEqual(of('intern').unit, 'always')
  assert.deepEqual(of('duif'), { unit: 'minutes', amount: 10 })
  assert.deepEqual(windowFor(windowsOf('telefoon=1m'), 'duif').unit, 'none')
})

test('every mistake in the setting is named by its place', () => {
  assert.throws(
    () => windowsOf('telefoon=60m,balie,=5m,brief=soms,chat=5d'),
    (error: Error) => {
      assert.deepEqual(error.message.match(/place \d/g), ['place 2', 'place 3', 'place 4', 'place 5'])
      return true
    },
  )
})

test('minutes are counted from the registration', () => {
  const window = { unit: 'minutes', amount: 60 } as const
  const registered = new Date('2026-03-02T10:00:00Z')
  assert.equal(isOpen(window, registered, new Date('2026-03-02T11:00:00Z')), true)
  assert.equal(isOpen(window, registered, new Date('2026-03-02T11:00:00.001Z')), false)
})

test('working days skip weekends and holidays, and end when the day ends in the Netherlands', () => {
  const cases: [day: string, amount: number, after: string][] = [
    ['2026-03-02', 5, '2026-03-09'],
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-03-07', 1, '2026-03-09'],
    // Good Friday 3 and Easter Monday 6 April
    ['2026-04-01', 2, '2026-04-07'],
    // the king's birthday on Monday 27 April
    ['2026-04-24', 1, '2026-04-28'],
    // on a Sunday it is celebrated on Saturday, so Monday is a working day
    ['2025-04-25', 1, '2025-04-28'],
    // 5 May, Ascension 14 and Whit Monday 25 May
    ['2026-05-04', 1, '2026-05-06'],
    ['2026-05-13', 1, '2026-05-15'],
    ['2026-05-22', 1, '2026-05-26'],
    ['2026-12-24', 1, '2026-12-28'],
    ['2026-12-31', 1, '2027-01-04'],
  ]
  for (const [day, amount, after] of cases) assert.equal(workingDaysAfter(day, amount), after, day)
  const window = { unit: 'workingDays', amount: 5 } as const
  const registered = new Date('2026-03-02T23:30:00Z') // Tuesday in the Netherlands
  assert.equal(isOpen(window, registered, new Date('2026-03-10T22:59:00Z')), true)
  assert.equal(isOpen(window, registered, new Date('2026-03-10T23:00:00Z')), false)
})

test('why it is closed is said in words that fit', () => {
  assert.match(closedBecause({ unit: 'none', amount: 0 }, 'brief'), /‘brief’ wordt niet aangevuld/)
  assert.match(closedBecause({ unit: 'workingDays', amount: 5 }, 'x'), /5 werkdagen na de registratie/)
})

test('what fits is cut between words, and nothing is lost', () => {
  assert.deepEqual(fitting('', 'een', 10), { inhoud: 'een', rest: '' })
  assert.deepEqual(fitting('een', 'twee', 9), { inhoud: 'een\n\ntwee', rest: '' })
  assert.deepEqual(fitting('een', 'twee drie', 9), { inhoud: 'een\n\ntwee', rest: 'drie' })
  assert.deepEqual(fitting('een', 'twee drie', 8), { inhoud: 'een', rest: 'twee drie' })
  assert.deepEqual(fitting('x'.repeat(10), 'twee drie', 10), { inhoud: 'x'.repeat(10), rest: 'twee drie' })
  assert.deepEqual(fitting('x'.repeat(9), 'twee drie', 10), { inhoud: 'x'.repeat(9), rest: 'twee drie' })
  const faces = '😀 '.repeat(20).trim()
  const { inhoud, rest } = fitting('a', faces, 10)
  assert.deepEqual([inhoud, rest], ['a\n\n😀 😀 😀 😀', '😀 '.repeat(16).trim()])
})
