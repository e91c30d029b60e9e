/**
 * An element that draws itself again once something changed. Templates are Lit's (`lit/html.js`); of LitElement this is
 * the part that widgets use, under the same names. LitElement itself takes 2.6 KB of the 15 that a first screen may have,
 * for conversions, reflection, decorators and browsers that cannot adopt a stylesheet: none of it is used here.
 */
import { render } from 'lit/html.js'
import { sheetOf } from './css.ts'

/** A property's attribute: its name in lower case unless told otherwise, `false` for none. Attributes are texts. */
export type Properties = Record<string, { attribute?: string | boolean }>

/** A part of an element, told of the turns in its life. */
export interface Controller {
  hostConnected?(): void
  hostDisconnected?(): void
  /** Before and after it is drawn. */
  hostUpdate?(): void
  hostUpdated?(): void
}

/** A server render imports the classes of elements, and has none itself. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

export abstract class ReactiveElement extends Base {
  static properties: Properties = {}
  static styles: readonly string[] = []

  /** Asked once, when the tag is defined. */
  static get observedAttributes(): string[] {
    for (const [name] of namesOf(this)) react(this.prototype, name)
    return namesOf(this).flatMap(([, attribute]) => attribute || [])
  }

  readonly renderRoot = this.attachShadow({ mode: 'open' })
  hasUpdated = false
  /** Resolves once what was asked for is drawn. */
  updateComplete = Promise.resolve()
  /** What the properties hold. */
  readonly held: Record<string, unknown> = {}
  readonly #controllers = new Set<Controller>()
  #changed = new Set<string>()
  #started = false
  #pending = false
  /** Properties that the page set before the element was defined: they count for more than its attributes. */
  readonly #early: Record<string, unknown> = {}

  constructor() {
    super()
    const type = this.constructor as typeof ReactiveElement
    this.renderRoot.adoptedStyleSheets = type.styles.map(sheetOf)
    for (const [name] of namesOf(type)) {
      if (!Object.hasOwn(this, name)) continue
      this.#early[name] = this[name as keyof this]
      delete this[name as keyof this]
    }
  }

  connectedCallback(): void {
    if (!this.#started) Object.assign(this, this.#early)
    this.#started = true
    for (const one of this.#controllers) one.hostConnected?.()
    this.requestUpdate()
  }

  disconnectedCallback(): void {
    for (const one of this.#controllers) one.hostDisconnected?.()
  }

  attributeChangedCallback(changed: string, _: string | null, value: string | null): void {
    const [name] = namesOf(this.constructor as typeof ReactiveElement).find(([, one]) => one === changed)!
    Object.assign(this, { [name]: value ?? undefined })
  }

  addController(controller: Controller): void {
    this.#controllers.add(controller)
    if (this.#started && this.isConnected) controller.hostConnected?.()
  }

  /** Draws again soon, once for all who asked; not before the element is on the page. */
  requestUpdate(name = ''): void {
    this.#changed.add(name)
    if (this.#pending || !this.#started) return
    this.#pending = true
    this.updateComplete = this.#update()
  }

  async #update(): Promise<void> {
    // All that changes in this turn is drawn at once.
    await undefined
    let drawn: unknown
    try {
      this.willUpdate(this.#changed)
      for (const one of this.#controllers) one.hostUpdate?.()
      drawn = this.render()
    } finally {
      this.#changed.clear()
      this.#pending = false
    }
    // Whoever listens in a template may be a plain function: its `this` is the element that shows it.
    render(drawn, this.renderRoot, { host: this })
    this.hasUpdated = true
    for (const one of this.#controllers) one.hostUpdated?.()
    this.updated()
  }

  /** Before it is drawn, with the names of the properties that changed. */
  protected willUpdate(_changed: ReadonlySet<string>): void {}
  /** After it was drawn. */
  protected updated(): void {}
  protected abstract render(): unknown
}

/** Properties with their attributes. */
const namesOf = ({ properties }: typeof ReactiveElement) =>
  Object.entries(properties).map(
    ([name, { attribute = name.toLowerCase() }]) => [name, attribute as string | false] as const,
  )

/** Makes setting a property a reason to draw. */
function react(prototype: ReactiveElement, name: string): void {
  Object.defineProperty(prototype, name, {
    get(this: ReactiveElement) {
      return this.held[name]
    },
    set(this: ReactiveElement, value: unknown) {
      const before = this.held[name]
      this.held[name] = value
      if (!Object.is(before, value)) this.requestUpdate(name)
    },
    configurable: true,
    enumerable: true,
  })
}
