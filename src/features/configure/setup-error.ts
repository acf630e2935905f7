/** A file with settings cannot be applied: every fault in it, each by its path, and never a value, which may be secret. */
export class SetupError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(['The file cannot be applied; nothing was changed:', ...faults.map((fault) => `  ${fault}`)].join('\n'))
    this.name = 'SetupError'
    this.faults = faults
  }
}
