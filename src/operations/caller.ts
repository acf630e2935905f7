/** On whose behalf an operation runs: a client of the API, or the program itself. */
export interface Caller {
  /** `system`: a command or a task of the program. */
  readonly kind: 'token' | 'system'
  /** The identifier of the token, or what the program was doing. */
  readonly name: string
}
