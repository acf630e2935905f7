/** How far the work is, for whoever waits for it. */
export interface Progress {
  /** What is being done now. */
  step(what: string): void
  /** How much of the present step is done. */
  share(done: number, total: number): void
}
