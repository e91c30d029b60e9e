/**
 * Where a widget's settings come from: its own attribute, else the nearest `<vlinder-provider>` (or widget) around it,
 * through shadow roots too, else the script tag.
 */
import type { ConnectOptions } from '@vlinder/client'

export interface Settings {
  server: string | undefined
  community: string | undefined
  tokenUrl: string | undefined
  getToken: ConnectOptions['getToken']
  /** Members sign in through the server: nothing else says who is asking. */
  signIn: boolean
}

/** Tells connected widgets that a provider changed, or the page's language. */
export const providers = new EventTarget()

let watched: MutationObserver | undefined

/** Single-page apps change the language of the page while it is there. */
export function watchLanguage(): void {
  if (watched) return
  watched = new MutationObserver(() => providers.dispatchEvent(new Event('change')))
  watched.observe(document.documentElement, { attributeFilter: ['lang'] })
}

/** The folder that this code was loaded from, when a script tag loaded it. */
const FOLDER = import.meta.url.replace(/[^/]*$/, '')

/** The script tag: the first from our own folder, the one with settings before others. */
function scriptTag(): HTMLScriptElement | undefined {
  const ours = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].filter(({ src }) =>
    src.startsWith(FOLDER),
  )
  return ours.find(({ dataset }) => dataset.community) ?? ours[0]
}

/** The element around `node`, out of a shadow root too. */
const around = (node: Node): Node | null => node.parentNode ?? (node as ShadowRoot).host ?? null

export function settingsOf(element: HTMLElement): Settings {
  const chain: HTMLElement[] = []
  for (let node: Node | null = element; node; node = around(node)) {
    if (node instanceof HTMLElement && node.localName.startsWith('vlinder-')) chain.push(node)
  }
  const attribute = (name: string) => chain.map((node) => node.getAttribute(name)?.trim()).find(Boolean)
  const script = scriptTag()
  const tokenUrl = attribute('token-url')
  const getToken = chain.map((node) => (node as Partial<Settings & HTMLElement>).getToken).find(Boolean)
  const signsIn = chain.some((node) => node.hasAttribute('sign-in')) || script?.dataset.signIn !== undefined
  return {
    server: attribute('server') ?? script?.dataset.server ?? (script && FOLDER.replace(/sdk\/v\d+\/$/, '')),
    community: attribute('community') ?? script?.dataset.community,
    tokenUrl: tokenUrl ?? (getToken ? undefined : script?.dataset.tokenUrl),
    getToken,
    signIn: signsIn && !tokenUrl && !getToken,
  }
}

/** The language of an element: the nearest `lang` around it, else the reader's; English where it is not Dutch. */
export function languageOf(element: HTMLElement): 'nl' | 'en' {
  for (let node: Node | null = element; node; node = around(node)) {
    const lang =
      node instanceof HTMLElement ? (node.getAttribute('lang') ?? '').slice(0, 2).toLowerCase() : ''
    if (lang) return lang === 'nl' ? 'nl' : 'en'
  }
  return navigator.language.startsWith('nl') ? 'nl' : 'en'
}
