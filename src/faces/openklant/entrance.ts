/** Who may pass, before a body is read (behaviour.md §0.3–0.4). */
import type { FastifyRequest } from 'fastify'
import type { Scope } from '../../model/scopes.ts'
import { type Caller, callerOf } from '../../operations/caller.ts'
import { isRefusal } from '../../operations/sign-in.ts'
import { answersTo } from './accept-header.ts'
import { forbidden, kinds, notLetIn, Problem } from './problem.ts'
import type { Route, Surroundings } from './route.ts'

/** Who asks for what needs no token. */
const NOBODY: Caller = callerOf({ kind: 'system', name: 'open', scopes: [] })

const callers = new WeakMap<FastifyRequest, Caller>()

/** Who was let in with this request. */
export const callerOfRequest = (request: FastifyRequest): Caller => callers.get(request) ?? NOBODY

export const queryOf = (request: FastifyRequest): URLSearchParams => {
  const start = request.url.indexOf('?')
  // A question mark that the parameters begin with is part of a name.
  return new URLSearchParams(start < 0 ? '' : `&${request.url.slice(start + 1)}`)
}

const refuseMethod = ({ method }: FastifyRequest, { methods }: Route): void => {
  if (!Object.hasOwn(methods, method)) throw new Problem(kinds.method, `Methode "${method}" niet toegestaan.`)
}

const refuseRights = ({ method }: FastifyRequest, needs: Exclude<Route['needs'], 'open'>, { rights }: Caller): void => {
  const lacking = needs[method]?.filter((need) => ![need].flat().some((scope) => rights.has(scope as Scope)))
  if (lacking === undefined) throw new Error(`nobody said what ${method} takes`)
  if (lacking.length > 0) throw forbidden(lacking)
}

/** Residents do what a route says is for them, and are identified well enough for. */
const refuseResident = ({ method }: FastifyRequest, { forResidents }: Route, { functies }: Caller): void => {
  const functie = forResidents?.[method]
  if (functie === undefined) throw new Problem(kinds.forbidden, `${kinds.forbidden.title} Dit is niet voor inwoners.`)
  if (functies?.has(functie)) return
  const detail = `Hiervoor moet u op een hoger betrouwbaarheidsniveau zijn aangemeld (${functie}).`
  throw new Problem(kinds.forbidden, detail)
}

/** Throws `Problem` for who may not pass. */
export const enter = async (
  { signIn, noteWho }: Pick<Surroundings, 'signIn' | 'noteWho'>,
  request: FastifyRequest,
  route: Route,
  format: string | undefined,
): Promise<void> => {
  if (format !== undefined && format !== 'json') throw new Problem(kinds.absent)
  // Nothing has such a name, and PostgreSQL takes no text with that character.
  const { id } = request.params as { id?: string }
  if (id === '' || id?.includes('\0')) throw new Problem(kinds.absent)
  if (request.url.includes('format=')) {
    const asked = queryOf(request).getAll('format').at(-1)
    if (asked !== undefined && asked !== '' && asked !== 'json') throw new Problem(kinds.absent)
  }
  if (answersTo(request.headers.accept) === undefined) throw new Problem(kinds.accept)
  if (route.needs === 'open') return refuseMethod(request, route)
  const answer = signIn.authenticate(request)
  const who = answer instanceof Promise ? await answer : answer
  if (isRefusal(who)) throw notLetIn(who)
  callers.set(request, who)
  noteWho(request, who)
  refuseMethod(request, route)
  if (who.kind === 'resident') refuseResident(request, route, who)
  refuseRights(request, route.needs, who)
}
