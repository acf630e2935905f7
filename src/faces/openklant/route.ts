/** What routes of this dialect are made of. */
import type { FastifyRequest } from 'fastify'
import type { ActSettings } from '../../features/acts/settings.ts'
import type { Naming } from '../../features/events/messages.ts'
import type { Certificate } from '../../features/history/destruction.ts'
import type { ProcessingLog } from '../../features/processing-log/processing-log.ts'
import type { SecretBox } from '../../features/tokens/secret-box.ts'
import type { Functie } from '../../model/resident.ts'
import type { Scope } from '../../model/scopes.ts'
import type { Caller } from '../../operations/caller.ts'
import type { Call, Engine } from '../../operations/context.ts'
import type { SignIn } from '../../operations/sign-in.ts'
import type { Api } from './api.ts'
import type { Tagging } from './etag.ts'

/** What the routes of this dialect need from the rest of the program. */
export interface Surroundings {
  readonly engine: Engine
  readonly signIn: SignIn
  /** What secrets of clients are kept in; undefined where the server has no key. */
  readonly secrets: SecretBox | undefined
  /** Scheme, host and subpath of the request; undefined under a name that is not allowed. */
  readonly baseOf: (request: FastifyRequest) => string | undefined
  /** What may be done to a klantcontact that was reported, and until when. */
  readonly acts: ActSettings
  /** Milliseconds that answering may take. */
  readonly timeoutMs: number
  readonly logFailure: (request: FastifyRequest, error: unknown) => void
  /** How the types of events are made. */
  readonly naming: Naming
  /** Keeps a certificate of destruction outside the database. */
  readonly keepCertificate: (certificate: Certificate) => void
  /** Tells the log whose request it is. */
  readonly noteWho: (request: FastifyRequest, who: Caller) => void
  /** Undefined where it is off. */
  readonly processingLog?: ProcessingLog | undefined
}

export interface Answer {
  readonly status: number
  readonly body?: string
  readonly location?: string
  /** The body is a representation: of what is asked for, or else of the object that was made or changed. */
  readonly tagging?: Tagging
  /** The ETag of the object that was made or changed, where the body holds more than that (RFC 9110 §15.3.2). */
  readonly etag?: string
  /** What is done outside the database once the answer is certain; not when it is given again. */
  readonly afterwards?: () => void
}

/** A scope, or several of which one is enough. */
export type Need = Scope | readonly Scope[]

export interface Visit {
  readonly request: FastifyRequest
  readonly base: string
  readonly call: Call
  readonly query: () => URLSearchParams
}

export interface Route {
  readonly api: Api
  /** Methods, in the order in which Allow names them. */
  readonly methods: Readonly<Record<string, (visit: Visit) => Promise<Answer>>>
  /** What each method takes, all of it; `open`: it needs no token. */
  readonly needs: Readonly<Record<string, readonly Need[]>> | 'open'
  /** Its POST only asks: sent twice it is answered twice, whatever key it has. */
  readonly asks?: true
  /** The methods that residents may use, and which of their functions each is; without it none. */
  readonly forResidents?: Readonly<Record<string, Functie | undefined>>
}
