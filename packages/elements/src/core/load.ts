/** Loads data for a widget and draws every state of it: the one place where loading, errors and retries are handled. */
import { ClientError } from '@vlinder/client'
import { VlinderErrorEvent } from '../events/vlinder-error.ts'
import { VlinderLoadedEvent } from '../events/vlinder-loaded.ts'
import type { CommunityElement } from './community-element.ts'
import type { Controller } from './reactive-element.ts'
import { answered, failedAt, sessions } from './session.ts'
import { problem, skeleton } from './states.ts'

/** Failures that end by themselves; after `offline` the browser says when, the others wait for somebody to do something. */
const PASSING = ['unreachable', 'timeout']
/** First wait before trying again by itself, doubled each time, in milliseconds. */
const RETRY_MS = 5_000
const RETRY_MAX_MS = 60_000
/** From what shows to the words that are not needed for it, in milliseconds. */
const MORE_MS = 1_000

export class Load<Deps extends readonly unknown[], T> implements Controller {
  value: T | undefined
  error: ClientError | undefined
  #host: CommunityElement
  #from: () => Deps | undefined
  #task: (deps: Deps, signal: AbortSignal) => Promise<T>
  #asked: readonly unknown[] = []
  #abort: AbortController | undefined
  #failures = 0
  /** Whether an answer is awaited. */
  loading = false
  readonly #aside: boolean
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    host: CommunityElement,
    from: () => Deps | undefined,
    task: (deps: Deps, signal: AbortSignal) => Promise<T>,
    aside: boolean,
  ) {
    this.#host = host
    this.#from = from
    this.#task = task
    this.#aside = aside
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('online', this.#again)
    sessions.addEventListener('back', this.#again)
    // Who comes back to this page may have signed in on another.
    document.addEventListener('visibilitychange', this.#again)
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#again)
    sessions.removeEventListener('back', this.#again)
    document.removeEventListener('visibilitychange', this.#again)
    clearTimeout(this.#timer)
    this.#abort?.abort()
    // Whoever comes back asks anew; what is shown stays meanwhile.
    this.#asked = []
  }

  hostUpdate(): void {
    if (!this.#host.ready || !this.#host.isConnected) return
    const deps = this.#from()
    if (!deps) return
    const asked = [this.#host.community, ...deps]
    if (asked.length === this.#asked.length && asked.every((one, i) => one === this.#asked[i])) return
    // Another community's data must not stand there for a moment.
    if (this.#asked[0] !== undefined && this.#asked[0] !== asked[0]) this.value = undefined
    this.#asked = asked
    void this.#run(deps, true)
  }

  /** Asks again, showing what is there until the answer comes. */
  reload(): void {
    const deps = this.#from()
    if (deps && this.#host.ready) void this.#run(deps)
  }

  readonly #again = (): void => {
    if (this.error && !this.loading && !document.hidden) this.reload()
  }

  /** `anew`: for something else than what is shown, which must not stay when this fails. */
  async #run(deps: Deps, anew = false): Promise<void> {
    clearTimeout(this.#timer)
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    this.loading = true
    this.#host.requestUpdate()
    try {
      const value = await this.#task(deps, abort.signal)
      if (abort.signal.aborted) return
      this.value = value
      this.error = undefined
      this.#failures = 0
      this.loading = false
      this.#host.requestUpdate()
      await this.#host.updateComplete
      this.#tell(new VlinderLoadedEvent())
      answered(this.#host.community)
      // What may have to be said later, for then it may not come any more.
      setTimeout(() => this.#host.needWords(true), MORE_MS)
    } catch (error) {
      await this.#host.needWords(true)
      if (abort.signal.aborted) return
      this.error = error instanceof ClientError ? error : new ClientError('unreachable', String(error))
      this.loading = false
      if (anew) this.value = undefined
      const { kind, retryAfter = 0 } = this.error
      if (retryAfter || PASSING.includes(kind)) {
        const wait = Math.max(Math.min(RETRY_MS * 2 ** this.#failures++, RETRY_MAX_MS), retryAfter * 1000)
        // Some chance, so that a thousand pages do not come back at the same moment.
        this.#timer = setTimeout(this.#again, wait * (1 + Math.random() / 2))
      }
      this.#host.requestUpdate()
      this.#tell(new VlinderErrorEvent(this.error))
      failedAt(this.#host, this.error)
    }
  }

  /** What opens inside a widget of ours is no event of the page's. */
  #tell(event: Event): void {
    const inside = (this.#host.getRootNode() as ShadowRoot).host?.localName.startsWith('vlinder-')
    if (!this.#aside && !inside) this.#host.dispatchEvent(event)
  }

  /** `done` once there is data, with a line above it if it could not be renewed; else the state it is in. */
  draw(done: (value: T) => unknown, waiting: () => unknown = skeleton): unknown {
    const trouble = this.error && problem(this.#host, this.error, () => this.reload())
    if (this.value === undefined) return trouble ?? waiting()
    return trouble ? [trouble, done(this.value)] : done(this.value)
  }
}
