/** Migrations as they are in the folder /migrations: plain SQL, numbered. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Migration {
  readonly version: number
  /** Name of the file, without `.sql`. */
  readonly name: string
  readonly script: string
  /** SHA-256 in hexadecimal of the script, line endings aside. */
  readonly checksum: string
}

/** The database cannot be used by this program; the message says why and what to do. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

/** This file runs from build/src/sql. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'migrations')

/** The migrations in a folder, in order. Throws a plain `Error` for a file that is named wrongly: a mistake of ours. */
export const readMigrations = (folder = FOLDER): Migration[] => {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file): Migration => {
      const [, number] = /^(\d{4})_[a-z0-9-_]+\.sql$/.exec(file) ?? []
      if (number === undefined) throw new Error(`not named as a migration (0001_name.sql): ${file}`)
      // git may have written the file with other line endings than the ones that were applied elsewhere
      const script = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(script).digest('hex')
      return { version: Number(number), name: file.slice(0, -'.sql'.length), script, checksum }
    })
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`migrations must be numbered 0001, 0002, … without gaps: ${name}`)
  })
  return migrations
}
