/**
 * Writes what follows from the declarations and is kept for everyone to see: contract/, docs/resources.md and docs/access.md.
 * `--check` only compares, for CI.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv } from 'node:process'
import { schemaSql } from '../src/derive/table.ts'
import { APIS } from '../src/faces/openklant/api.ts'
import { openapiText } from '../src/faces/openklant/documents.ts'
import { declared } from '../src/resources/index.ts'
import { accessPage } from './contract/access-page.ts'
import { eventsPage } from './contract/events-page.ts'
import { queriesPage } from './contract/queries.ts'
import { resourcesPage } from './contract/resources-page.ts'

/** The folder of the project; this file runs from build/tools. */
const root = join(import.meta.dirname, '..', '..')

/** As the files of the declarations are named. */
const fileName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What each file should hold: path from the folder of the project → text. */
export const contractFiles = (): ReadonlyMap<string, string> => {
  const all = declared
  const note = '-- Generated from src/resources by tools/contract.ts: what migrations bring a database to.\n\n'
  return new Map([
    ...Object.values(APIS).map(({ name }) => [`contract/openapi/${name}.yaml`, openapiText(name, 'yaml')] as const),
    ['contract/schema.sql', note + schemaSql(all)],
    ...all.resources.map(
      (resource) => [`contract/queries/${fileName(resource.name)}.sql`, queriesPage(all, resource)] as const,
    ),
    ['docs/resources.md', resourcesPage(all)],
    ['docs/events.md', eventsPage(all)],
    ['docs/access.md', accessPage(all)],
  ])
}

/** Files under contract/ that nothing makes any more. */
const leftovers = (wanted: ReadonlyMap<string, string>): string[] => {
  if (!existsSync(join(root, 'contract'))) return []
  const found = readdirSync(join(root, 'contract'), { recursive: true, withFileTypes: true })
  const paths = found
    .filter((one) => one.isFile())
    .map((one) =>
      join(one.parentPath, one.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
  return paths.filter((path) => !wanted.has(path))
}

/** What in the project is not what the declarations make, by path. */
export const contractFaults = (): string[] => {
  const wanted = contractFiles()
  const stale = [...wanted].filter(([path, text]) => {
    const file = join(root, path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  })
  return [...stale.map(([path]) => path), ...leftovers(wanted)]
}

const write = (): void => {
  const wanted = contractFiles()
  for (const path of leftovers(wanted)) rmSync(join(root, path))
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

if (argv[1] === import.meta.filename) {
  if (!argv.includes('--check')) write()
  for (const path of contractFaults()) {
    console.error(`${path} is not what tools/contract.ts makes of the declarations`)
    process.exitCode = 1
  }
}
