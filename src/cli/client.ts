import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { createClient, resealClients } from '../features/tokens/clients.ts'
import { createSecretBox } from '../features/tokens/secret-box.ts'
import type { TokenContact } from '../features/tokens/tokens.ts'
import { type AccessOptions, accessOf, contactOf, withAccess, withContact } from './access.ts'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'
import { addUpkeep } from './token.ts'

type CreateOptions = { identifier: string; secretFile?: string } & AccessOptions & Partial<TokenContact>

const secretIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new CommandError(`The secret cannot be read from ${file}.`)
  }
}

export const addClientCommands = (program: Command, context: Context): void => {
  const client = program
    .command('client')
    .description('make, list, change and revoke the clients that sign their tokens themselves (ZGW JWT), such as KISS')

  const create = client
    .command('create')
    .description('make a client; its secret is printed once. Without scopes it can do nothing. Needs SECRETS_KEY')
    .requiredOption('--identifier <name>', 'its client id, and what the log calls it')
    .option(
      '--secret-file <path>',
      'a file that holds the secret it has already, of at least 32 bytes; else one is made',
    )
  withAccess(withContact(create)).action(async ({ identifier, secretFile, ...given }: CreateOptions) => {
    const own = secretFile === undefined ? undefined : secretIn(secretFile)
    const access = accessOf(given)
    const secret = await withDatabase(context, (database, { config: { secretsKey } }) => {
      const box = secretsKey && createSecretBox(secretsKey)
      return createClient(database, box, identifier, { ...contactOf(given), ...access }, own)
    })
    if (access.scopes === undefined || access.scopes.length === 0)
      context.say(`${identifier} has no scopes and can do nothing: give it some with \`client change\`.`)
    if (own !== undefined) return context.say(`${identifier} is made, with the secret that was given.`)
    context.say(`The secret of ${identifier}, shown only this once:`)
    context.print(secret)
  })

  addUpkeep(client, context, 'client')

  client
    .command('reseal')
    .description('encrypt all secrets with the first key of SECRETS_KEY, so that the others can be taken out')
    .action(async () => {
      const { resealed, unreadable } = await withDatabase(context, (database, { config: { secretsKey } }) =>
        resealClients(database, secretsKey && createSecretBox(secretsKey)),
      )
      context.say(`${resealed} secrets were encrypted with the first key.`)
      if (unreadable.length > 0)
        throw new CommandError(`No key of SECRETS_KEY opens the secret of: ${unreadable.join(', ')}.`)
    })
}
