/**
 * Signing in through a provider, for pages whose host has no backend. Mounted at /signin. A page begins (POST), its popup
 * goes through `start`, the provider and `callback` back to a registered page of the same host, which brings the code
 * to the page that began; that page fetches its first assertion. docs/sign-in.md says why it goes this way.
 */
import {
  NewSignIn,
  type ProblemName,
  problemName,
  SignedIn,
  SignInClaim,
  SignInRefresh,
  SignInStarted,
} from '@vlinder/contract'
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import { inCommunity } from '../communities/routes.ts'
import type { Config } from '../config.ts'
import type { Asking } from '../http/asking.ts'
import { clientAddress } from '../http/client-address.ts'
import { cors } from '../http/cors.ts'
import { describe, tokenless } from '../http/describe.ts'
import { jsonLimit, jsonOnly } from '../http/json-only.ts'
import type { Limiting } from '../http/limits.ts'
import { ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { issuerRow, toIssuer } from '../identity/issuers.ts'
import type { Storage } from '../storage/storage.ts'
import { oidc } from './oidc.ts'
import { failurePage, languageOf, PAGE_POLICY, SCRIPT, STYLE } from './page.ts'
import { providerOf } from './providers.ts'
import {
  beginSignIn,
  expectAnswer,
  fail,
  fetchSignIn,
  mayStart,
  over,
  SIGN_IN_S,
  succeed,
  takeExpected,
} from './queries.ts'
import { newSecret } from './secrets.ts'
import { beginSession, refreshSession, type Signing } from './sessions.ts'
import { whoSignedIn } from './who.ts'

/** Between two questions how it stands: good news comes another way, so there is no hurry (RFC 8628 has 5, too). */
const INTERVAL_S = 5
/** What the page finds behind its address when the popup comes back. */
const FRAGMENT = 'vlinder-sign-in='

/** Anybody who knows the name of a sign-in can bring these about. */
const ENDS_NOTHING: readonly ProblemName[] = ['sign-in-expired', 'rate-limited']

export interface SignInOptions {
  storage: Storage
  config: Signing & Pick<Config, 'allowedAddresses' | 'trustedProxy'>
  log: Logger
  limited: Limiting['signIn']
}

export function signIn({ storage, config, log, limited }: SignInOptions) {
  const { publicUrl, allowedAddresses: allowed } = config
  const providers = oidc({ log, ...(allowed && { allowed }) })
  const below = (community: string) => `${publicUrl}/signin/${encodeURIComponent(community)}`

  async function known(community: string) {
    const provider = await providerOf(storage.db, community)
    const row = provider && (await issuerRow(storage.db, community, provider.issuer))
    if (!provider || !row)
      throw new ProblemError('sign-in-unknown', 'The operator can add a provider: vlinder sign-in add.')
    return { provider, issuer: toIssuer(row) }
  }

  /** A page in the popup never answers with a problem document: it says in words what went wrong. */
  async function inWords(
    c: Context<Asking>,
    handle: string,
    work: () => Promise<Response>,
  ): Promise<Response> {
    const community = c.var.community.id
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const reason = problemName(error.problem.type)!
      // The page that began hears of it too.
      if (!ENDS_NOTHING.includes(reason)) await fail(storage.db, community, handle, reason)
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return page(c, reason, error.problem.status)
    }
  }

  const goesOn = createMiddleware(async function goesOn(c, next) {
    await limited.goesOn(c)
    await next()
  })

  const pages = new Hono<Asking>()
    .get('/start', async (c) => {
      const community = c.var.community.id
      const handle = c.req.query('handle') ?? ''
      return inWords(c, handle, async () => {
        await limited.goesOn(c)
        if (!(await mayStart(storage.db, community, handle))) throw over()
        const { provider } = await known(community)
        const state = `${handle}.${newSecret()}`
        const { url, expected } = await providers.ask(provider, `${below(community)}/callback`, state)
        await expectAnswer(storage.db, community, handle, expected)
        return away(c, url.href)
      })
    })
    .get('/callback', async (c) => {
      const community = c.var.community.id
      const state = c.req.query('state') ?? ''
      const [handle = ''] = state.split('.')
      return inWords(c, handle, async () => {
        const expected = await takeExpected(storage.db, community, handle, state)
        if (!expected) throw over()
        const { provider, issuer } = await known(community)
        const { search } = new URL(c.req.url)
        const answer = new URL(`${below(community)}/callback${search}`)
        const who = whoSignedIn(provider, issuer, await providers.answer(provider, answer, expected))
        const code = await succeed(storage.db, community, handle, who)
        return away(c, `${expected.returnTo}#${FRAGMENT}${handle}.${code}`)
      })
    })

  const api = new Hono<Asking>()
    .use(cors(), jsonOnly, jsonLimit)
    .use(async function unkept(c, next) {
      await next()
      c.header('cache-control', 'no-store')
    })
    .post(
      '/',
      limited.begun,
      describe('Begin to sign in', 201, SignInStarted, tokenless),
      validate('json', NewSignIn),
      async (c) => {
        const { community, origins } = c.var
        const { provider } = await known(community.id)
        const origin = c.req.header('origin') ?? ''
        const returnTo = provider.returns.find((page) => new URL(page).origin === origin)
        if (!returnTo || !origins.includes(origin))
          throw new ProblemError(
            'sign-in-unknown',
            'No page of this origin is known to return to: vlinder sign-in add --return.',
          )
        const { challenge } = c.req.valid('json')
        const handle = await beginSignIn(storage.db, community.id, { challenge, returnTo })
        const url = `${below(community.id)}/start?handle=${handle}`
        return c.json(
          { handle, url, expiresIn: SIGN_IN_S, interval: INTERVAL_S } satisfies SignInStarted,
          201,
        )
      },
    )
    .post(
      '/token',
      goesOn,
      describe('The first assertion of who signed in; 202 while it is under way', 200, SignedIn, tokenless),
      validate('json', SignInClaim),
      async (c) => {
        const community = c.var.community.id
        const { provider } = await known(community)
        const who = await fetchSignIn(storage.db, community, c.req.valid('json'))
        if (!who) return c.json({ status: 'waiting' }, 202)
        const address = clientAddress(c, config.trustedProxy)
        return c.json(
          await beginSession(storage, config, { community, issuer: provider.issuer, who, address }),
        )
      },
    )
    .post(
      '/refresh',
      goesOn,
      describe('The next assertion of who signed in', 200, SignedIn, tokenless),
      validate('json', SignInRefresh),
      async (c) =>
        c.json(
          await refreshSession(storage, config, { community: c.var.community.id, ...c.req.valid('json') }),
        ),
    )

  return new Hono<Asking>()
    .get('/page.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }))
    .get('/page.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript' }))
    .use('/:community/*', inCommunity(storage))
    .route('/:community', pages)
    .route('/:community', api)
}

function away(c: Context, url: string): Response {
  c.header('cache-control', 'no-store')
  return c.redirect(url, 302)
}

function page(c: Context, reason: ProblemName, status: number): Response {
  c.header('content-security-policy', PAGE_POLICY)
  c.header('cache-control', 'no-store')
  return c.html(failurePage(languageOf(c.req.header('accept-language')), reason, '../'), status as 400)
}
