import { systemCaller } from '../operations/caller.ts'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Certificate, replayDestruction } from '../features/history/destruction.ts'
import { readRoots } from '../features/history/roots.ts'
import { signHistory } from '../features/history/sign.ts'
import { verifyHistory } from '../features/history/verify.ts'
import { type Call, placesAt } from '../operations/context.ts'
import { Statements } from '../operations/statements.ts'
import { declared } from '../resources/index.ts'
import { type Context, configOf, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'

const verify = async (context: Context): Promise<void> => {
  const { historyDir } = configOf(context)
  const roots = historyDir === undefined ? [] : readRoots(historyDir)
  const { versions, faults, destroyed, signedUntil } = await withDatabase(context, (database) =>
    verifyHistory(database, declared, roots),
  )
  for (const line of destroyed) context.print(line)
  for (const line of faults) context.print(line)
  context.say(
    signedUntil === undefined
      ? 'There are no signed roots: versions that were cut off at the end, or objects that are gone as a whole, do not show.'
      : `${roots.length} signed roots cover what was written until ${signedUntil}.`,
  )
  if (faults.length > 0)
    throw new CommandError(
      `${versions} versions were verified; ${faults.length} ${faults.length === 1 ? 'thing is' : 'things are'} wrong.`,
    )
  context.print(`${versions} versions were verified; nothing is wrong.`)
}

const sign = async (context: Context): Promise<void> => {
  const { historyDir } = configOf(context)
  if (historyDir === undefined) throw new CommandError('Set HISTORY_DIR to a directory outside the database.')
  const { content } = await withDatabase(context, (database) =>
    signHistory({ database, register: declared, statements: new Statements() }, historyDir),
  )
  const versions = Object.values(content.collections).reduce((total, sum) => total + sum.versions, 0)
  context.print(`root ${content.number}: ${versions} versions until ${content.until}`)
}

const replay = (context: Context, files: readonly string[]): Promise<void> =>
  withDatabase(context, async (database, { config }) => {
    const { createEngine } = await import('../app.ts')
    const engine = createEngine({ config, database })
    const places = placesAt(engine.register, ({ path }) => `/${path}`)
    const call: Call = { places, suffix: '', caller: systemCaller('history replay') }
    for (const file of files) {
      const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate
      const isNew = await replayDestruction(engine, call, certificate)
      context.print(`lijst ${certificate.lijst}: ${isNew ? 'carried out once more' : 'was carried out already'}`)
    }
  })

export const addHistoryCommands = (program: Command, context: Context): void => {
  const history = program.command('history').description('verify the versions of all objects, and sign for them')
  history
    .command('verify')
    .description('name every version that was altered, put in or is missing; beside a running server too')
    .action(() => verify(context))
  history
    .command('sign')
    .description(
      'write a signed root of what was written since the last one into HISTORY_DIR; the server does so daily',
    )
    .action(() => sign(context))
  history
    .command('replay')
    .description('destroy once more what certificates say, after a backup was put back; those of HISTORY_DIR')
    .argument('<files...>', 'certificates: vernietiging-000001.json')
    .action((files: string[]) => replay(context, files))
}
