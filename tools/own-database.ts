/** A database of one's own on a PostgreSQL server, with a random name: for tests and tools that may not touch another. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { DEFAULT_SCHEMA } from '../src/sql/schema.ts'

export interface OwnDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Runs work on a server of this address; rejects when it does not answer within two seconds. */
export const onServer = async (server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Sessions of any program find a register that is made in the usual schema. */
const FINDABLE = `search_path = ${DEFAULT_SCHEMA}, public`

/** Makes an empty database. `settings`: what sessions on it start with, such as `synchronous_commit = off`. */
export const createOwnDatabase = async (server: string, settings: readonly string[] = []): Promise<OwnDatabase> => {
  const name = `klantinteracties_${randomBytes(8).toString('hex')}`
  await onServer(server, async (client) => {
    await client.query(`create database ${name}`)
    for (const setting of [FINDABLE, ...settings]) await client.query(`alter database ${name} set ${setting}`)
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => onServer(server, (client) => client.query(`drop database ${name} with (force)`)),
  }
}
