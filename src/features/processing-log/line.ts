/** One answer, as it stands in a file until the places of the log have it: a line, its members separated by tabs. */

/** By whom, for what and with which request. */
export interface Frame {
  /** `GET /klantinteracties/api/v1/partijen/{uuid}`. */
  readonly operation: string
  /** Where the register of processing activities describes it: a URI. */
  readonly activity: string
  readonly purpose: string
  readonly kind: string
  readonly name: string
  readonly application: string
  /** Who uses a client, as it says itself; empty where it says nothing. */
  readonly user: string
  /** Uuids of actors. */
  readonly actor: string | null
  readonly units: readonly string[]
}

export interface Line {
  /** When the request came, in milliseconds since 1970. */
  readonly moment: number
  /** Milliseconds that it took. */
  readonly took: number
  readonly trace: string
  readonly span: string
  /** Empty where there is none. */
  readonly parent: string
  /** As HTTP tells it. */
  readonly status: number
  /** The uuid of the one object that was asked for; empty where it was a list. */
  readonly object: string
  /** Table and key of each person in the answer. */
  readonly subjects: readonly string[]
  /** A `Frame`, as JSON. */
  readonly frame: string
}

export const written = (line: Line): string =>
  `${line.moment}\t${line.took}\t${line.trace}\t${line.span}\t${line.parent}\t${line.status}\t${line.object}\t${line.subjects.join(',')}\t${line.frame}\n`

/** Without its end. Undefined for what is no whole line: the machine stopped while it was written. */
export const readLine = (text: string): Line | undefined => {
  const members = text.split('\t')
  const [moment, took, trace = '', span = '', parent = '', status, object = '', subjects = '', frame = ''] = members
  if (members.length !== 9 || !/^[0-9a-f]{32}$/.test(trace) || !frame.endsWith('}')) return undefined
  return {
    moment: Number(moment),
    took: Number(took),
    trace,
    span,
    parent,
    status: Number(status),
    object,
    subjects: subjects === '' ? [] : subjects.split(','),
    frame,
  }
}
