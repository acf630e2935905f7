/**
 * The program as another server on the same register, to compare with. `BENCH_UNREMEMBERED`: as it is but for its
 * history; no setting of the program does that.
 */
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/http/log.ts'
import { openDatabase } from '../../src/sql/open.ts'

const config = readConfig(process.env, () => '')
const log = createLog(config.logLevel)
const { database, stop } = await openDatabase({ config, log, beside: config.databaseUrl === undefined })
const without = process.env.BENCH_UNREMEMBERED === undefined ? {} : { consequences: [] }
const app = await createApp({ config, database, log, ...without })
await app.listen({ host: config.host, port: config.port })
process.on('SIGTERM', async () => {
  await app.close()
  await stop()
  process.exit(0)
})
