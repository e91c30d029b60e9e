/** For tests: puts a widget on the page and waits for what a reader would see. */
import { assert } from '@esm-bundle/chai'
import 'axe-core'
import type axeCore from 'axe-core'
import type { ReactiveElement } from '../core/reactive-element.ts'
import type { Provider } from '../provider/provider.ts'
import '../define/provider.ts'

/** axe-core is a script of the old kind: it makes a global. */
declare const axe: typeof axeCore

let number = 0

/** A widget inside a provider of its own, so that no test meets another's connection. */
export function place<T extends ReactiveElement>(markup: string, lang = 'nl'): T {
  const provider = document.createElement('vlinder-provider') as Provider
  provider.lang = lang
  provider.setAttribute('server', location.origin)
  provider.setAttribute('community', `zorg-${++number}`)
  provider.getToken = async () => 'token'
  provider.innerHTML = markup
  document.body.append(provider)
  return provider.firstElementChild as T
}

/** Resolves once `find` finds something, looking whenever the widget may have changed. */
export async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  for (let i = 0; i < 1_500; i++) {
    const found = find()
    if (found) return found
    await new Promise(requestAnimationFrame)
  }
  throw new Error(`Did not come: ${find}`)
}

export const inside = <E extends HTMLElement = HTMLElement>(element: Element, selector: string): E | null =>
  element.shadowRoot?.querySelector<E>(selector) ?? null

export const text = (element: Element): string => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? ''

export async function accessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } })
  assert.equal(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`).join('\n'), '')
}

export function type(field: HTMLTextAreaElement | HTMLInputElement, value: string): void {
  field.value = value
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}
