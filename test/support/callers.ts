/** Clients of a register with tokens of their own. */
import { setTimeout as wait } from 'node:timers/promises'
import { createToken } from '../../src/features/tokens/tokens.ts'
import type { Scope } from '../../src/model/scopes.ts'
import type { TestRegister } from './register.ts'

interface Access {
  readonly scopes: readonly Scope[]
  readonly extern?: boolean
  readonly actor?: string | null
  readonly units?: readonly string[]
}

let count = 0

/** A client with a new token, which the server knows already. */
export const callerWith = async (register: TestRegister, access: Access): Promise<TestRegister> => {
  const caller = register.as(await createToken(register.database, `caller-${++count}`, access))
  // Whoever tries too often before that is told to wait, but only while the token is wrong.
  while ([401, 429].includes((await caller.send('GET', '/klantinteracties/api/v1/actoren')).status)) await wait(20)
  return caller
}
