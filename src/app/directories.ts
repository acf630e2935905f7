/** Directories that settings name. */
import { ConfigError } from '../config.ts'

/** That one cannot be made or written is a mistake in the settings, said before the first request; others stay what they are. */
export const asMistake = (error: unknown, what: string, directory: string, way: string): unknown => {
  const { syscall, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  if (syscall !== 'mkdir' && syscall !== 'access') return error
  return new ConfigError([`${what} cannot be kept in ${directory} (${code}): ${way}`])
}
