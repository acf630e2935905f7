/** On whose behalf an operation runs: a client of the API, or the program itself. */
export interface Caller {
  /** `system`: a command or a task of the program. */
  readonly kind: 'token' | 'system'
  /** The identifier of the token, or what the program was doing. */
  readonly name: string
  /** The program that the token was given to, where that is known. */
  readonly application?: string
}

/** Whether this caller may see what the register no longer shows: versions, and objects that are gone. */
export const maySeeHistory = (_caller: Caller): boolean => true

/** Whether this caller may propose what is to be destroyed, and approve what another proposed. */
export const mayProposeDestruction = (_caller: Caller): boolean => true
export const mayApproveDestruction = (_caller: Caller): boolean => true
