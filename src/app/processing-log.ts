/** The processing log, as the settings ask for it: where lines go, where they wait, and what is measured of it. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type ProcessingLog, startProcessingLog } from '../features/processing-log/processing-log.ts'
import { errorMembers } from '../http/error-members.ts'
import type { Log } from '../http/log.ts'
import type { Metrics } from '../http/metrics.ts'
import type { Database } from '../sql/database.ts'
import { asMistake } from './directories.ts'

const PLACES = { uit: [], tabel: ['tabel'], otlp: ['otlp'], 'tabel+otlp': ['tabel', 'otlp'] } as const

export const isLogged = ({ verwerkingenlog }: Config): boolean => verwerkingenlog !== 'uit'

const directoryIn = ({ verwerkingenlogDir, dataDir }: Config): string =>
  verwerkingenlogDir ??
  (dataDir === 'temp' ? join(tmpdir(), 'klantinteracties-verwerkingen') : join(dataDir, 'verwerkingen'))

const tell = (metrics: Metrics, processingLog: ProcessingLog): void => {
  const each = (member: 'waiting' | 'written' | 'failed') => () =>
    processingLog.measure().map(({ place, [member]: value }) => ({ place, value }))
  metrics.tell([
    {
      kind: 'gauge',
      name: 'processing_log_waiting',
      help: 'Answers of which the lines wait in a file.',
      read: each('waiting'),
    },
    {
      kind: 'counter',
      name: 'processing_log_written_total',
      help: 'Lines that were written to their place.',
      read: each('written'),
    },
    {
      kind: 'counter',
      name: 'processing_log_failed_total',
      help: 'Times that lines could not be written to their place; they are tried again.',
      read: each('failed'),
    },
    {
      kind: 'counter',
      name: 'processing_log_lost_total',
      help: 'Answers of which the lines could not be kept anywhere.',
      read: () => [{ value: processingLog.lost }],
    },
  ])
}

const WAY = 'set VERWERKINGENLOG_DIR to a directory that can be written, or VERWERKINGENLOG=uit'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  readonly metrics: Metrics
}

/** Undefined where it is off. */
export const openProcessingLog = async (parts: Parts): Promise<ProcessingLog | undefined> => {
  const { config, database, log, metrics } = parts
  if (!isLogged(config)) return undefined
  const { verwerkingenlogOtlpUrl: url, verwerkingenlogOtlpToken: token } = config
  const directory = directoryIn(config)
  const processingLog = await startProcessingLog({
    database,
    places: PLACES[config.verwerkingenlog],
    directory,
    rules: config.verwerkingsactiviteiten ?? [],
    months: config.verwerkingenlogMaanden,
    otlp: url === undefined ? undefined : { url, token },
    failed: (error, what) => log.warn({ error: errorMembers(error) }, what),
  }).catch((error: unknown) => {
    throw asMistake(error, 'The processing log', directory, WAY)
  })
  tell(metrics, processingLog)
  return processingLog
}
