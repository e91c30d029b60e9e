/** Talks to a provider (OpenID Connect), by openid-client, under the address rules of everything that others name. */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
} from 'openid-client'
import type { Logger } from 'pino'
import type { AllowedAddress } from '../http/addresses.ts'
import { FetchRefusal, guardedFetch } from '../http/guarded-fetch.ts'
import { ProblemError } from '../http/problem.ts'
import type { Provider } from './providers.ts'
import { newSecret } from './secrets.ts'

const ANSWER_BYTES_MAX = 256 * 1024
const FETCH_MS = 5_000
/** A provider's configuration hardly ever changes; in milliseconds. */
const KNOWN_MS = 60 * 60 * 1000

export interface OidcOptions {
  allowed?: AllowedAddress
  log: Pick<Logger, 'warn'>
}

/** What the provider was asked with, and must answer to. */
export interface Expected {
  state: string
  nonce: string
  pkce: string
}

export type ProviderClaims = Record<string, unknown> & { sub: string }

export interface Oidc {
  /** Where to send the browser. @throws ProblemError `sign-in-failed` */
  ask(provider: Provider, redirect: string, state: string): Promise<{ url: URL; expected: Expected }>
  /** Who came back. @throws ProblemError `sign-in-failed` or `sign-in-denied` */
  answer(provider: Provider, url: URL, expected: Expected): Promise<ProviderClaims>
}

/** Answers that mean: the person, or the provider on their behalf, said no. */
const DENIED = ['access_denied', 'login_required', 'consent_required', 'interaction_required']

export function oidc({ allowed, log }: OidcOptions): Oidc {
  const known = new Map<string, { until: number; configuration: Promise<Configuration> }>()

  function configurationOf(provider: Provider): Promise<Configuration> {
    const key = JSON.stringify(provider)
    const kept = known.get(key)
    if (kept && kept.until > Date.now()) return kept.configuration
    const configuration = discover(provider, allowed)
    known.set(key, { until: Date.now() + KNOWN_MS, configuration })
    configuration.catch(() => known.delete(key))
    return configuration
  }

  /** Whatever goes wrong at the provider is one problem to the reader, and one line to the operator. */
  async function sayingWhy<T>({ provider }: Provider, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof AuthorizationResponseError && DENIED.includes(error.error))
        throw new ProblemError('sign-in-denied', 'Sign in again if you want to.')
      log.warn({ provider, reason: reasonOf(error) }, 'sign-in failed at the provider')
      throw new ProblemError('sign-in-failed', 'Try again later, or tell the operator.')
    }
  }

  return {
    ask: (provider, redirect, state) =>
      sayingWhy(provider, async () => {
        const configuration = await configurationOf(provider)
        const expected = { state, nonce: newSecret(), pkce: newSecret() }
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: redirect,
          scope: 'openid profile email',
          state,
          nonce: expected.nonce,
          code_challenge: await calculatePKCECodeChallenge(expected.pkce),
          code_challenge_method: 'S256',
        })
        return { url, expected }
      }),

    answer: (provider, url, { state, nonce, pkce }) =>
      sayingWhy(provider, async () => {
        const configuration = await configurationOf(provider)
        const tokens = await authorizationCodeGrant(configuration, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: pkce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()!
        // Some providers keep the ID token small.
        if (claims.name !== undefined || !configuration.serverMetadata().userinfo_endpoint) return claims
        return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
      }),
  }
}

/** What the provider says of itself. */
export async function discover(provider: Provider, allowed?: AllowedAddress): Promise<Configuration> {
  const { provider: address, clientId, secretEnv } = provider
  const secret = secretEnv === undefined ? undefined : process.env[secretEnv]
  if (secretEnv !== undefined && !secret) throw new FetchRefusal(`${secretEnv} is not set`)
  const options = {
    [customFetch]: guarded(allowed),
    timeout: FETCH_MS / 1000,
    // The guard lets http through to this machine only.
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  }
  return discovery(new URL(address), clientId, undefined, authentication(secret), options)
}

/** As the provider takes it; `client_secret_basic` where it does not say (OpenID Connect Discovery, section 3). */
const authentication =
  (secret: string | undefined): ClientAuth =>
  (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server
    const way = !secret
      ? None()
      : methods.includes('client_secret_basic')
        ? ClientSecretBasic(secret)
        : ClientSecretPost(secret)
    return way(server, ...rest)
  }

const guarded =
  (allowed?: AllowedAddress): CustomFetch =>
  async (address, { method, headers, body }) => {
    const { accept = 'application/json', ...more } = headers
    const {
      status,
      headers: got,
      body: bytes,
    } = await guardedFetch(address, {
      maxBytes: ANSWER_BYTES_MAX,
      timeoutMs: FETCH_MS,
      accept,
      loopback: true,
      send: { method, headers: more, body: body == null ? '' : String(body) },
      ...(allowed && { allowed }),
    })
    const kept = Object.entries(got).map(([name, value]): [string, string] => [name, String(value)])
    return new Response(status === 204 ? null : new Uint8Array(bytes), { status, headers: kept })
  }

/** For the operator: never a token, a code or a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return `it answers ${error.error}`
  const { message = String(error), code, cause } = (error ?? {}) as Error & { code?: string }
  if (cause instanceof FetchRefusal) return cause.message
  return code === undefined ? message : `${message} (${code})`
}
