/**
 * Who asks too often, or guesses, is told to wait. A token is looked at first: one that is right is never kept out by
 * wrong ones, wherever those come from. Each process counts for itself.
 */
import type { Caller } from '../../operations/caller.ts'
import { isRefusal, type Refusal, type Sender, type SignIn } from '../../operations/sign-in.ts'
import { type Buckets, createBuckets, type Rate } from './buckets.ts'
import { networkOf } from './network.ts'

export interface ThrottleOptions {
  /** Requests of one token, client or person. */
  readonly perCaller?: Rate | undefined
  /** Wrong tokens from one address. */
  readonly wrong?: Rate | undefined
  readonly now?: () => number
}

const throttled = (why: string, ms: number): Refusal => {
  const retryAfter = Math.max(Math.ceil(ms / 1000), 1)
  const wait = `Probeer het over ${retryAfter} ${retryAfter === 1 ? 'seconde' : 'seconden'} weer.`
  return { code: 'throttled', title: 'Aanvraag was verstikt.', detail: `${why} ${wait}`, retryAfter }
}

const TOO_OFTEN = 'Er komen te veel verzoeken met dit token.'
const GUESSING = 'Er kwam te vaak een verkeerd token van dit adres.'

export const throttle = (signIn: SignIn, options: ThrottleOptions): SignIn => {
  const { perCaller, wrong, now = () => performance.now() } = options
  if (!perCaller && !wrong) return signIn
  const buckets = (rate: Rate | undefined): Buckets | undefined => rate && createBuckets(rate, now)
  const [asked, guessed] = [buckets(perCaller), buckets(wrong)]
  const judge = (answer: Caller | Refusal, { ip }: Sender): Caller | Refusal => {
    if (isRefusal(answer)) {
      const wait = answer.code === 'authentication_failed' ? guessed?.take(networkOf(ip)) : 0
      return wait ? throttled(GUESSING, wait) : answer
    }
    const wait = asked?.take(`${answer.kind} ${answer.name}`)
    return wait ? throttled(TOO_OFTEN, wait) : answer
  }
  return {
    challenge: signIn.challenge,
    authenticate(sender) {
      const answer = signIn.authenticate(sender)
      return answer instanceof Promise ? answer.then((found) => judge(found, sender)) : judge(answer, sender)
    },
  }
}
