/** An identity provider (OpenID Connect) of the tests' own: people sign in at it with a browser's steps, and get a token. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

/** What the provider says of each of its people, by account. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>

type Algorithm = 'RS256' | 'ES256'

export interface SigningKey {
  readonly alg: Algorithm
  readonly jwk: JWK
  /** Signs what the provider would never say. */
  sign(claims: JWTPayload, header?: Readonly<Record<string, string>>): Promise<string>
}

export const signingKey = async (alg: Algorithm = 'RS256'): Promise<SigningKey> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const kid = randomBytes(6).toString('hex')
  const jwk = { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }
  return {
    alg,
    jwk,
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header }).sign(privateKey),
  }
}

export interface IdentityProvider {
  readonly issuer: string
  readonly port: number
  /** How often its keys were asked for. */
  readonly keysAsked: () => number
  /** Signs someone in; answers an access token for this audience. */
  signIn(account: string, audience?: string): Promise<string>
  stop(): Promise<void>
}

export const AUDIENCE = 'https://register.example.nl'
const CLIENT = 'kcc-scherm'
const REDIRECT = 'http://127.0.0.1:1/terug'

interface Options {
  readonly people: People
  readonly keys: readonly SigningKey[]
  /** 0: any. */
  readonly port?: number
}

const configuration = ({ people, keys }: Options): ConstructorParameters<typeof Provider>[1] => ({
  jwks: { keys: keys.map(({ jwk }) => jwk) } as never,
  clients: [
    {
      client_id: CLIENT,
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: keys[0]?.alg ?? 'RS256',
    },
  ],
  cookies: { keys: [randomBytes(16).toString('hex')] },
  findAccount: (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  extraTokenClaims: async (_context, token) => ({ ...people[('accountId' in token && token.accountId) || ''] }),
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  // Whoever signed in is asked nothing more.
  loadExistingGrant: async ({ oidc }) => {
    const { client, session, params } = oidc
    const grant = new oidc.provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
    grant.addOIDCScope('openid')
    grant.addResourceScope(String(params?.resource), 'register')
    await grant.save()
    return grant
  },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, audience) => ({
        scope: 'register',
        audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: keys[0]?.alg ?? 'RS256' } },
      }),
      useGrantedResource: () => true,
    },
  },
  ttl: { AccessToken: 600, Grant: 600, Interaction: 600, Session: 600, AuthorizationCode: 60 },
})

/** A browser, as far as signing in needs one. */
const browser = () => {
  const cookies = new Map<string, string>()
  return async (url: string): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    await answer.arrayBuffer()
    return answer
  }
}

export const startIdentityProvider = async (options: Options): Promise<IdentityProvider> => {
  const server = createServer()
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, configuration(options))
  let asked = 0
  let account = ''
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (request.url === '/jwks') asked += 1
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    return provider.interactionFinished(request, response, { login: { accountId: account } })
  })

  const signIn = async (who: string, audience = AUDIENCE): Promise<string> => {
    account = who
    const verifier = randomBytes(32).toString('base64url')
    const visit = browser()
    const asking = new URLSearchParams({
      client_id: CLIENT,
      response_type: 'code',
      scope: 'openid register',
      redirect_uri: REDIRECT,
      resource: audience,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    let at = `${issuer}/auth?${asking}`
    for (let steps = 0; !at.startsWith(REDIRECT) && steps < 6; steps++) {
      const { status, headers } = await visit(at)
      const location = headers.get('location')
      if (location === null) throw new Error(`nothing to go to from ${at}: ${status}`)
      at = new URL(location, issuer).href
    }
    const code = new URL(at).searchParams.get('code')
    if (code === null) throw new Error(`not signed in: ${at}`)
    const given = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: CLIENT,
        redirect_uri: REDIRECT,
        code_verifier: verifier,
        resource: audience,
      }),
    })
    const { access_token: token } = (await given.json()) as { access_token?: string }
    if (token === undefined) throw new Error(`no token: ${given.status}`)
    return token
  }
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    // Until those at the other side have noticed.
    await wait(50)
  }
  return { issuer, port, keysAsked: () => asked, signIn, stop }
}
