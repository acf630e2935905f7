import { type Command, InvalidArgumentError } from 'commander'
import { listMessages, type Message, STATES, type State, sendAgain, type Wanted } from '../features/events/messages.ts'
import { typeOf } from '../features/events/type-names.ts'
import { amount, uuid } from './arguments.ts'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'

const moment = (text: string): string => {
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('must be a moment, such as 2026-11-23T10:00:00Z')
  return new Date(text).toISOString()
}

const state = (text: string): State => {
  const found = STATES.find((one) => one === text)
  if (!found) throw new InvalidArgumentError(`must be one of ${STATES.join(', ')}`)
  return found
}

interface Options extends Omit<Wanted, 'states' | 'objects'> {
  readonly object?: string
  readonly state?: State
  readonly json?: boolean
  readonly limit?: number
}

const wantedIn = ({ id, sink, state, type, object, since }: Options): Wanted => ({
  id,
  sink,
  states: state === undefined ? undefined : [state],
  type,
  objects: object === undefined ? undefined : [object],
  since,
})

const withFilters = (command: Command): Command =>
  command
    .option('--id <uuid>', 'the id of one event', uuid)
    .option('--sink <name>', 'the receiver')
    .option('--state <state>', STATES.join(', '), state)
    .option('--type <type>', 'type of event, with * for anything')
    .option('--object <uuid>', 'the object that it is about', uuid)
    .option('--since <moment>', 'written down then or later', moment)

const lineOf = (prefix: string, { event, sink, state, attempts, next, reason }: Message): string =>
  [event.time, event.id, sink, state, typeOf(prefix, event), event.object, attempts, next ?? '-', reason || '-'].join(
    '  ',
  )

export const addBerichtenCommands = (program: Command, context: Context): void => {
  const berichten = program
    .command('berichten')
    .description('what became of the events that others were to be told, and sending them again')

  withFilters(berichten.command('list'))
    .description(
      'list messages, newest first: moment, id, receiver, state, type, object, attempts, next attempt, reason',
    )
    .option('--limit <number>', 'at most so many (100)', amount)
    .option('--json', 'as JSON, with what was kept of each')
    .action(async ({ limit = 100, ...options }: Options) => {
      const { namingIn } = await import('../app.ts')
      await withDatabase(context, async (database, { config }) => {
        const naming = namingIn(config)
        const found = await listMessages(database, naming, wantedIn(options), { limit, offset: 0 })
        if (options.json) context.print(JSON.stringify(found, null, 2))
        else for (const message of found) context.print(lineOf(naming.prefix, message))
      })
    })

  withFilters(berichten.command('resend'))
    .description('send messages again: those that failed or were given up, or what is asked for')
    .action(async (options: Options) => {
      const { namingIn } = await import('../app.ts')
      const wanted = wantedIn(options)
      if (Object.values(wanted).every((value) => value === undefined))
        throw new CommandError('Say which: by --id, --sink, --state, --type, --object or --since.')
      const count = await withDatabase(context, (database, { config }) => sendAgain(database, namingIn(config), wanted))
      context.print(`${count}`)
    })
}
