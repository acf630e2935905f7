/** In whose name the register speaks, and where its objects are to be found. */
export interface Voice {
  /** The `source` of messages; the Notificaties API does without when it is not set. */
  readonly source: string | undefined
  /** What the types of own events start with. */
  readonly prefix: string
  /** The address of an object. */
  readonly address: (resource: string, uuid: string) => string
  /** The address of this server, without a slash at the end. */
  readonly base: string
}
