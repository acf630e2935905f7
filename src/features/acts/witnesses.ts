/** Who learnt of something meanwhile, as other features know it. Put together where the program is. */

/** An object of the register: the name of its resource, and its uuid. */
export interface Named {
  readonly resource: string
  readonly uuid: string
}

/** That someone was shown any of the objects, or something with the same people in it, from the processing log. */
export interface Sighting {
  /** ISO 8601, UTC. */
  readonly moment: string
  /** What was asked, such as `GET /klantinteracties/api/v1/klantcontacten`, and what for. */
  readonly handeling: string
  readonly doel: string
  /** What kind of caller it was, its name, and the program that it used. */
  readonly soort: string
  readonly naam: string
  readonly toepassing: string
  /** It was one of these very objects; otherwise it may have been among what was shown. */
  readonly zeker: boolean
}

/** That a receiver of events was told of an object, or is to be. */
export interface Message {
  readonly moment: string
  readonly ontvanger: string
  readonly type: string
  readonly object: string
  readonly status: string
}

/** Each answers undefined, and never fails, when it cannot be read now. */
export interface Witnesses {
  /** Who was shown any of these since, each line once. Not there where no processing log is kept in the register itself. */
  readonly seen?: (objects: readonly Named[], since: string) => Promise<readonly Sighting[] | undefined>
  /** What receivers were told of these since. */
  readonly told: (objects: readonly Named[], since: string) => Promise<readonly Message[] | undefined>
}
