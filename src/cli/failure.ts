/** How a command ends: 0 when it did what was asked, 1 when it could not, 2 when it was asked or set up wrongly. */
import { ConfigError } from '../config.ts'
import { ArchiveError } from '../features/archive/archive-error.ts'
import { SetupError } from '../features/configure/setup-error.ts'
import { KanalenError } from '../features/events/sinks/kanalen.ts'
import { MoveError } from '../features/open-klant/failure.ts'
import { TokenError } from '../features/tokens/tokens.ts'
import { errorMembers } from '../http/error-members.ts'
import { EmbeddedError } from '../sql/embedded/embedded.ts'
import { Unavailable } from '../sql/errors.ts'
import { MigrationError } from '../sql/migrate.ts'
import { DatabaseUnreachable } from '../sql/open.ts'

export interface Failure {
  readonly exitCode: 1 | 2
  readonly lines: readonly string[]
}

/** A command cannot do what was asked; the message says why. */
export class CommandError extends Error {
  readonly exitCode: Failure['exitCode']

  constructor(message: string, exitCode: Failure['exitCode'] = 1) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

const MEANT_FOR_PEOPLE = [
  ArchiveError,
  SetupError,
  KanalenError,
  MoveError,
  TokenError,
  MigrationError,
  DatabaseUnreachable,
  EmbeddedError,
]

/** What to tell about an error. Of one that nobody foresaw: where, not what, because messages repeat data. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof ConfigError)
    return {
      exitCode: 2,
      lines: ['The settings are wrong (see docs/configuration.md):', ...error.mistakes.map((line) => `  ${line}`)],
    }
  if (error instanceof CommandError) return { exitCode: error.exitCode, lines: [error.message] }
  if (error instanceof Unavailable)
    return { exitCode: 1, lines: ['The database went away, or has no room left. Nothing was changed.'] }
  if (error instanceof Error && MEANT_FOR_PEOPLE.some((known) => error instanceof known))
    return { exitCode: 1, lines: [error.message] }
  return { exitCode: 1, lines: ['Something went wrong that should not:', JSON.stringify(errorMembers(error), null, 2)] }
}
