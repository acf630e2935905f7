/** Where the lines of the log go: gathered for a moment, written while the program goes on, complete at its end. */
import { type DestinationStream, destination } from 'pino'

/** Written when about this many characters have gathered, and what there is every `EVERY` milliseconds and at the end. */
const ENOUGH = 16_000
const EVERY = 100

/** Lines are dropped when nobody reads them: the log must not fill the memory. */
const MOST = 16 * 1024 ** 2

/** What a pipe takes in one piece, whoever else writes to it (PIPE_BUF). */
export const WHOLE = 4096

/**
 * @param descriptor 1: standard output, 2: standard error.
 * @param enough written at once at most, in whole lines.
 */
export const logStream = (descriptor: 1 | 2, enough = ENOUGH): DestinationStream & { flushSync(): void } => {
  let lines: string[] = []
  let length = 0
  // Gathered here and not by pino's destination: it adds each line to one long text, which takes 3 µs a line to write.
  const sink = destination({ dest: descriptor, sync: false, maxLength: MOST, maxWrite: enough })
  const write = (): void => {
    if (length === 0) return
    sink.write(lines.join(''))
    lines = []
    length = 0
  }
  const flushSync = (): void => {
    write()
    sink.flushSync()
  }
  setInterval(write, EVERY).unref()
  process.once('exit', flushSync)
  return {
    write(line) {
      if (length + line.length > enough) write()
      lines.push(line)
      length += line.length
    },
    flushSync,
  }
}
