/** How requests may say who sends them, as the settings ask for it. */
import type { Config } from '../config.ts'
import { findActors } from '../features/bearer/actors.ts'
import { bearerSignIn } from '../features/bearer/bearer.ts'
import { issuedBy } from '../features/bearer/oidc.ts'
import { signedByClients } from '../features/bearer/zgw.ts'
import { throttle } from '../features/throttle/throttle.ts'
import { createAuthenticator, tokenSignIn } from '../features/tokens/authenticator.ts'
import type { SecretBox } from '../features/tokens/secret-box.ts'
import type { Log } from '../http/log.ts'
import { type SignIn, type SignInKind, signInWith } from '../operations/sign-in.ts'
import type { Database } from '../sql/database.ts'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly secrets: SecretBox | undefined
  readonly log: Log
}

export const signInFor = ({ config, database, secrets, log }: Parts): SignIn => {
  const authenticator = createAuthenticator({
    database,
    accepted: config.apiToken,
    box: secrets,
    onSealed: (client) => log.error({ client }, 'no key of SECRETS_KEY opens the secret of a client'),
  })
  const makers = [
    ...(config.oidcIssuers ? [issuedBy(config.oidcIssuers, (actor, units) => findActors(database, actor, units))] : []),
    ...(secrets ? [signedByClients(authenticator.client)] : []),
  ]
  /** In the order in which they are asked. */
  const kinds: SignInKind[] = [tokenSignIn(authenticator), ...(makers.length > 0 ? [bearerSignIn(makers)] : [])]
  return throttle(signInWith(kinds), { perCaller: config.rateLimit, wrong: config.wrongTokenLimit })
}
