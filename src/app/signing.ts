/** Signed roots of the history, where the settings name a directory for them. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import type { Config } from '../config.ts'
import { startSigning } from '../features/history/sign.ts'
import { errorMembers } from '../http/error-members.ts'
import type { Log } from '../http/log.ts'
import type { Engine } from '../operations/context.ts'
import type { Repeating } from '../operations/repeatedly.ts'
import { asMistake } from './directories.ts'

/** None where no directory is set. Throws `ConfigError` where it cannot be used. */
export const openSigning = (engine: Engine, { historyDir }: Config, log: Log): Repeating[] => {
  if (historyDir === undefined) return []
  try {
    mkdirSync(historyDir, { recursive: true })
    accessSync(historyDir, constants.W_OK)
  } catch (error) {
    throw asMistake(error, 'Signed roots', historyDir, 'set HISTORY_DIR to a directory that can be written')
  }
  const failed = (error: unknown) => log.error({ error: errorMembers(error) }, 'the history was not signed')
  return [startSigning(engine, historyDir, failed)]
}
