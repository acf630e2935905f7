/** An import, comparison or export cannot be done; the message says why and what to do. */
export class MoveError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MoveError'
  }
}
