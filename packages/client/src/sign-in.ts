/**
 * How members sign in where the host has no backend that says who is asking: a popup goes through the organisation's
 * own provider and comes back to a page of the host, in the same browser. That page hands a code to the one that began,
 * which alone holds the verifier. Nobody's opener is needed: hosts may cut it (Cross-Origin-Opener-Policy).
 */
import type { SignedIn, SignInStarted } from '@vlinder/contract'
import { pause, unlessAborted, within } from './abort.ts'
import { absolute, at } from './address.ts'
import { type Env, realEnv } from './env.ts'
import { ClientError } from './errors.ts'
import { exchange } from './exchange.ts'
import { toJson } from './json.ts'
import type { GetToken } from './token.ts'

export interface SigningInOptions {
  /** As for `connect`. */
  server: string
  community: string
}

export interface SigningIn {
  /** For `connect` or a `<vlinder-provider>`: gives a token while somebody is signed in, without a popup. */
  getToken: GetToken
  /** Opens the popup and resolves once somebody signed in. Call it while a press is handled, or it is blocked. */
  signIn(options?: SignInOptions): Promise<void>
}

export interface SignInOptions {
  /** Aborting it stops waiting. */
  signal?: AbortSignal | undefined
  /** The popup's address, for a link: popups can be blocked, or closed by accident. */
  onStarted?: ((popup: { url: string; blocked: boolean }) => void) | undefined
}

/** What the popup holds behind the address of the page that it comes back to. */
const FRAGMENT = '#vlinder-sign-in='
/** Between pages of one origin in one browser; other pages cannot hear it. */
const CHANNEL = 'vlinder-sign-in'
const POPUP = 'popup,width=480,height=700'
const REQUEST_MS = 15_000
/** How long the page in the popup waits to hear that its code is taken, in milliseconds. */
const TAKEN_MS = 3_000

type Message = { handle: string; code: string } | { taken: string }

export const signingIn = (options: SigningInOptions): SigningIn => signingInAt(realEnv, options)

/** As `signingIn`, in a given world. */
export function signingInAt(env: Env, { server, community }: SigningInOptions): SigningIn {
  const { origin, pathname } = absolute('server', server)
  const base = (origin + pathname).replace(/\/+$/, '') + at`/signin/${community}`
  /** What nobody has fetched yet, of the newest sign-in. */
  let token: string | undefined
  let refresh: string | undefined
  let loading: Promise<string> | undefined

  async function post<T>(path: string, body: object, signal?: AbortSignal): Promise<T> {
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: toJson(body) }
    const answer = await within(env, REQUEST_MS, base + path, signal, (stop) =>
      exchange(env, base + path, { ...asked, credentials: 'omit', signal: stop }, 'not by a Vlinder server'),
    )
    return answer.body as T
  }

  async function load(): Promise<string> {
    try {
      const fresh = token
      token = undefined
      if (fresh !== undefined) return fresh
      if (refresh === undefined) throw new ClientError('signed-out', 'nobody has signed in on this page')
      const next = await post<SignedIn>('/refresh', { refresh })
      refresh = next.refresh
      return next.token
    } catch (error) {
      // What was refused is no good any more; what met no answer may be.
      const { status = 0 } = error as ClientError
      if (status === 401 || status === 403) refresh = undefined
      throw error
    }
  }

  /** Asks how it stands until the page in the popup brings the code, and then for the token. */
  async function fetched(
    { handle, interval, expiresIn }: SignInStarted,
    verifier: string,
    signal: AbortSignal | undefined,
  ): Promise<SignedIn> {
    const until = env.now() + expiresIn * 1000
    const channel = new BroadcastChannel(CHANNEL)
    let code: string | undefined
    const brought = new Promise<void>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<Message>) => {
        if (!('code' in data) || data.handle !== handle) return
        channel.postMessage({ taken: handle } satisfies Message)
        code = data.code
        resolve()
      }
    })
    let wait = interval
    try {
      for (;;) {
        await unlessAborted(signal, Promise.race([brought, pause(env, wait * 1000, undefined)]))
        wait = interval
        if (!code && env.now() > until) throw new ClientError('timeout', 'the sign-in took too long')
        try {
          const answer = await post<Partial<SignedIn>>('/token', { handle, verifier, code }, signal)
          if (answer.token) return answer as SignedIn
        } catch (error) {
          const { kind, problemName, retryAfter } = error as ClientError
          const passing = ['offline', 'timeout', 'unreachable'].includes(kind)
          if (problemName !== 'rate-limited' && (code || !passing)) throw error
          wait = Math.max(interval, retryAfter ?? 0)
          if (code) await pause(env, wait * 1000, signal)
        }
      }
    } finally {
      channel.close()
    }
  }

  return {
    getToken() {
      loading ??= load().finally(() => {
        loading = undefined
      })
      return loading
    },

    async signIn({ signal, onStarted } = {}) {
      if (!globalThis.crypto.subtle)
        throw new ClientError('misconfigured', 'signing in needs a page on https')
      // Now, while a press is handled; its address comes later.
      const popup = window.open('', '_blank', POPUP)
      try {
        const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)))
        const started = await post<SignInStarted>('', { challenge: await challengeOf(verifier) }, signal)
        // It listens before there is anything to hear.
        const waiting = fetched(started, verifier, signal)
        if (popup) {
          // Nothing that is shown there may lead this page elsewhere.
          popup.opener = null
          popup.location.replace(started.url)
        }
        onStarted?.({ url: started.url, blocked: !popup })
        const signedIn = await waiting
        token = signedIn.token
        refresh = signedIn.refresh
      } catch (error) {
        popup?.close()
        throw error
      }
    },
  }
}

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const challengeOf = async (verifier: string) =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))

/** Is this page what a popup came back to? */
export const isReturn = (): boolean => globalThis.location?.hash.startsWith(FRAGMENT) === true

/**
 * On the page that the popup comes back to: takes the code out of the address, hands it to the page that began, and
 * closes the window. Resolves with whether that page was there; where the window stays, it may be closed.
 */
export async function returnFromSignIn(env: Env = realEnv): Promise<boolean> {
  const [handle = '', code = ''] = location.hash.slice(FRAGMENT.length).split('.')
  history.replaceState(history.state, '', location.pathname + location.search)
  const channel = new BroadcastChannel(CHANNEL)
  const taken = new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if ('taken' in data && data.taken === handle) resolve(true)
    }
  })
  channel.postMessage({ handle, code } satisfies Message)
  const known = await Promise.race([taken, pause(env, TAKEN_MS, undefined).then(() => false)])
  channel.close()
  if (known) window.close()
  return known
}
