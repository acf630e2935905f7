/**
 * The program as another server on the same register, to compare with. `BENCH_WITHOUT`: `history` or
 * `events`, as it is but for those; no setting of the program leaves them out altogether.
 */
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { remember } from '../../src/features/history/remember.ts'
import { createLog } from '../../src/http/log.ts'
import type { Consequence } from '../../src/operations/context.ts'
import type { Statements } from '../../src/operations/statements.ts'
import { openDatabase } from '../../src/sql/open.ts'

const config = readConfig(process.env, () => '')
const log = createLog(config.logLevel)
const { database, stop } = await openDatabase({ config, log, beside: config.databaseUrl === undefined })
const left: Readonly<Record<string, (statements: Statements) => readonly Consequence[]>> = {
  history: () => [],
  events: (statements) => [remember(statements)],
}
const consequences = left[process.env.BENCH_WITHOUT ?? '']
const app = await createApp({ config, database, log, ...(consequences ? { consequences } : {}) })
await app.listen({ host: config.host, port: config.port })
process.on('SIGTERM', async () => {
  await app.close()
  await stop()
  process.exit(0)
})
