/** A real OpenID provider on this machine. It takes any name and password, and asks for consent. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'

export const CLIENT = 'vlinder'

export interface People {
  [login: string]: { name: string; [claim: string]: unknown }
}

/** `redirects` are the addresses that the server may be sent back to. */
export async function provider(options: {
  port: number
  secret: string
  redirects: string[]
  people: People
}): Promise<Server> {
  const { port, secret, redirects, people } = options
  const oidc = new Provider(`http://localhost:${port}`, {
    clients: [{ client_id: CLIENT, client_secret: secret, redirect_uris: redirects }],
    claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'groups'], email: ['email'] },
    // Claims in the ID token, as Entra ID and Keycloak have them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, login) => ({
      accountId: login,
      claims: async () => ({ sub: login, ...people[login] }),
    }),
  })
  const server = createServer(oidc.callback()).listen(port)
  await once(server, 'listening')
  return server
}
