/**
 * Measures how fast the register is, beside baselines of the same run: `npm run bench`. On PostgreSQL where
 * `DATABASE_URL` is set, in databases of its own; embedded otherwise. `docs/performance.md` explains the rows, and
 * `docs/scaling.md` those of `--growth`.
 */
import { parseArgs } from 'node:util'
import { type Filled, startFilled, startKept, stopFilled } from './bench/filled.ts'
import { growth } from './bench/growth.ts'
import { GROWTH_ROWS } from './bench/growth-rows.ts'
import { measure } from './bench/measure.ts'
import { startServer } from './bench/register.ts'
import { ROWS } from './bench/rows.ts'
import { median } from './bench/sample.ts'
import { amountCells, growthCells, growthTable, measuredCells, measuredTable, print } from './bench/show.ts'
import { type Site, startSite } from './bench/site.ts'

const HELP = `npm run bench -- [--size SIZE] [--growth] [--only ROW] [--rounds N] [--seconds N] [--keep] [--reuse URL]

--size     of the register: a number of partijen, with three klantcontacten for each; or
           village, town, city: 10,000, 300,000 and 5,000,000 klantcontacten; 100000
--growth   measure village, town and what --size says (city) in turns, and how much longer each request takes
--only     measure the rows whose name holds this text
--rounds   turns that a row and its baseline take; 3
--seconds  of load in each turn; 1.5
--keep     leave the databases behind
--reuse    the address of a database that was kept, instead of filling one of --size; it is kept again. With --growth
           also more than once: in place of village and town as well, from small to large`

const { values: options } = parseArgs({
  options: {
    size: { type: 'string' },
    growth: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1.5' },
    keep: { type: 'boolean', default: false },
    reuse: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})

const MEBIBYTE = 1024 ** 2
/** What `docs/performance.md` asks of the rows that are no request. */
const MOST_MEMORY = 200
const MOST_FIRST_START = 4000
const MOST_START = 1500

const settings = { rounds: Number(options.rounds), seconds: Number(options.seconds) }
const url = process.env.DATABASE_URL || undefined

/** The rows that were asked for. */
const chosen = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] => {
  const found = rows.filter(({ name }) => name.includes(options.only))
  if (found.length === 0) throw new Error(`no row is called ${options.only}`)
  return found
}

const showAmount = (name: string, amount: number, unit: string, most: number): boolean => {
  measuredTable.row(amountCells(name, amount, unit, most))
  return amount <= most
}

const tellFilled = ({ klantcontacten, filledIn }: Pick<Filled, 'klantcontacten' | 'filledIn'>): void =>
  print(
    `${klantcontacten.toLocaleString('en')} klantcontacten, ${filledIn === 0 ? 'kept' : `filled in ${filledIn.toFixed(0)} s`}, ${url || options.reuse.length > 0 ? 'PostgreSQL' : 'embedded'}.`,
  )

const tellKept = ({ env }: Site['database']): void => print(`Kept: ${JSON.stringify(env)}`)

const showStarts = async ({ server, database }: Site): Promise<boolean> => {
  await server.stop()
  const starts: number[] = []
  for (let count = 0; count < 3; count++) {
    const again = await startServer(database)
    starts.push(again.startedIn)
    await again.stop()
  }
  const isGood = showAmount('the very first start', server.startedIn, 'ms', MOST_FIRST_START)
  return showAmount('a start after that', median(starts), 'ms', MOST_START) && isGood
}

const bench = async (): Promise<boolean> => {
  const [kept] = options.reuse
  const rows = chosen(ROWS)
  const site = await startSite(url, kept ? { kept } : { size: options.size ?? '100000' }, rows)
  let isGood = true
  try {
    tellFilled(site)
    measuredTable.head()
    let resident = 0
    for (const row of rows) {
      const measured = await measure(row, site.run, settings)
      resident = Math.max(resident, await site.server.resident())
      isGood = measured.ok && isGood
      measuredTable.row(measuredCells(measured))
    }
    isGood = showAmount('memory of the server', resident / MEBIBYTE, 'MiB', MOST_MEMORY) && isGood
    if (url === undefined && kept === undefined) isGood = (await showStarts(site)) && isGood
  } finally {
    await site.stop(options.keep)
  }
  if (options.keep) tellKept(site.database)
  return isGood
}

const benchGrowth = async (): Promise<boolean> => {
  const registers: Filled[] = []
  const sizes = ['village', 'town', options.size ?? 'city']
  const rows = chosen(GROWTH_ROWS)
  try {
    for (const size of sizes.slice(0, sizes.length - options.reuse.length)) {
      registers.push(await startFilled(url, size))
    }
    for (const one of options.reuse) registers.push(await startKept(one))
    registers.forEach(tellFilled)
    const table = growthTable(registers.map(({ klantcontacten }) => klantcontacten))
    table.head()
    return await growth(registers, rows, settings, (grown) => table.row(growthCells(grown)))
  } finally {
    for (const one of registers) await stopFilled(one, options.keep)
    if (options.keep) for (const { database } of registers) tellKept(database)
  }
}

if (options.help) print(HELP)
else {
  const begun = performance.now()
  process.exitCode = (await (options.growth ? benchGrowth() : bench())) ? 0 : 1
  print(`\n${((performance.now() - begun) / 1000).toFixed(0)} s in all.`)
}
