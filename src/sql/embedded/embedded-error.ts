/** The embedded database cannot run, for a reason that its user can take away. The message is one that may be printed as it is. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
}
