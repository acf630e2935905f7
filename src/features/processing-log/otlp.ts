/**
 * The log as spans of OpenTelemetry, over HTTP as JSON: what the standard Logboek Dataverwerkingen asks of a line, under
 * its own names. A batch may arrive twice, when its answer did not; its spans have the same ids then.
 */
import type { Queryable } from '../../sql/database.ts'
import type { Frame, Line } from './line.ts'
import { advance, type Place } from './place.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { spanOf } from '../../operations/trace.ts'

const PATIENCE_MS = 10_000
/** Of the kinds of span: the answer to a request. */
const SERVER = 2
/** As the standard has it: unset where nothing went wrong inside, found or not. */
const STATUS = { unset: 0, error: 2 }

export interface OtlpOptions {
  readonly database: Queryable
  readonly pseudonyms: Pseudonyms
  /** Without `/v1/traces`. */
  readonly url: string
  readonly token: string | undefined
}

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue: string } | { readonly intValue: string }
}

const text = (key: string, value: string | null | undefined): Attribute[] =>
  value === null || value === undefined || value === '' ? [] : [{ key, value: { stringValue: value } }]

const shared = (line: Line, frame: Frame): Attribute[] => [
  ...text('dpl.core.processing_activity_id', frame.activity),
  { key: 'http.response.status_code', value: { intValue: String(line.status) } },
  ...text('klantinteracties.doel', frame.purpose),
  ...text('klantinteracties.door.soort', frame.kind),
  ...text('klantinteracties.door.naam', frame.name),
  ...text('klantinteracties.door.toepassing', frame.application),
  ...text('klantinteracties.door.gebruiker', frame.user),
  ...text('klantinteracties.door.actor', frame.actor),
  ...text('klantinteracties.door.eenheden', frame.units.join(' ')),
  ...text('klantinteracties.object', line.object),
]

const whose = (subject: string, nameOf: (subject: string) => string): Attribute[] => [
  ...text('dpl.core.data_subject_id', nameOf(subject)),
  ...text('dpl.core.data_subject_id_type', `urn:klantinteracties:${subject.slice(0, subject.indexOf(':'))}`),
]

const nanoseconds = (milliseconds: number): string => `${milliseconds}000000`

/** The spans of a line: one for each person, the first being the request and the others its children. */
const spansOf = (line: Line, nameOf: (subject: string) => string): object[] => {
  const frame = JSON.parse(line.frame) as Frame
  const own = shared(line, frame)
  const people = line.subjects.length === 0 ? [undefined] : line.subjects
  return people.map((subject, index) => {
    const parent = index === 0 ? line.parent : line.span
    return {
      traceId: line.trace,
      spanId: spanOf(line.span, index),
      ...(parent === '' ? {} : { parentSpanId: parent }),
      name: frame.operation,
      kind: SERVER,
      startTimeUnixNano: nanoseconds(line.moment),
      endTimeUnixNano: nanoseconds(line.moment + line.took),
      status: { code: line.status >= 500 ? STATUS.error : STATUS.unset },
      attributes: [...own, ...(subject === undefined ? [] : whose(subject, nameOf))],
    }
  })
}

const SERVICE: readonly Attribute[] = text('service.name', 'klantinteracties')

/** What the receiver says it did not take. */
const rejectedOf = async (answer: Response): Promise<number> => {
  const said = (await answer.json().catch(() => ({}))) as { partialSuccess?: { rejectedSpans?: number | string } }
  return Number(said.partialSuccess?.rejectedSpans ?? 0)
}

export const otlpPlace = ({ database, pseudonyms, url, token }: OtlpOptions): Place => {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const send = async (spans: readonly object[]): Promise<void> => {
    const scope = { name: 'klantinteracties.verwerkingen' }
    const body = { resourceSpans: [{ resource: { attributes: SERVICE }, scopeSpans: [{ scope, spans }] }] }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: JSON.stringify(body), signal })
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new Error(`the receiver answered ${answer.status}`)
    }
    const rejected = await rejectedOf(answer)
    if (rejected > 0) throw new Error(`the receiver refused ${rejected} of ${spans.length} lines`)
  }
  return {
    name: 'otlp',
    take: async (batch) => {
      const nameOf = await pseudonyms.of(batch.lines.flatMap(({ subjects }) => subjects))
      if (batch.lines.length > 0) await send(batch.lines.flatMap((line) => spansOf(line, nameOf)))
      return advance(database, 'otlp', batch)
    },
  }
}
