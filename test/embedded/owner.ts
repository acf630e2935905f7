/** A program that owns an embedded database, to be killed by tests: `node owner.js DIRECTORY [join] [throw]`. */
import { EmbeddedError, startEmbedded } from '../../src/sql/embedded/embedded.ts'

const [dataDir = '', ...flags] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const embedded = await startEmbedded({
    dataDir,
    join: flags.includes('join'),
    log: (level, message, fields) => say({ level, message, ...fields }),
  })
  process.once('SIGTERM', () => void embedded.stop().then(() => process.exit(0)))
  say({ connection: embedded.connection })
  if (flags.includes('throw'))
    setTimeout(() => {
      throw new Error('a fault of the program')
    }, 50)
  setInterval(() => {}, 1000)
} catch (error) {
  if (!(error instanceof EmbeddedError)) throw error
  say({ refused: error.message })
  process.exitCode = 1
}
