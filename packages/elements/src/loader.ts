/**
 * What the script tag loads: it sees our tags, now and later, and fetches the code of each on sight. Nothing else is
 * loaded, and nothing is defined that the page does not use.
 */
const CODE: Record<string, () => Promise<unknown>> = {
  'vlinder-provider': () => import('./define/provider.ts'),
  'vlinder-story-feed': () => import('./define/story-feed.ts'),
  'vlinder-story-studio': () => import('./define/story-studio.ts'),
  'vlinder-ask-peer': () => import('./define/ask-peer.ts'),
  'vlinder-member-card': () => import('./define/member-card.ts'),
  'vlinder-search': () => import('./define/search.ts'),
  'vlinder-doctor': () => import('./define/doctor.ts'),
}
const TAGS = Object.keys(CODE)
const OURS = TAGS.join()
const MARK = Symbol.for('vlinder')

const asked = new Set<string>()

/** The words that the page most probably needs, together with the code that will ask for them. */
const words = () =>
  (document.documentElement.lang.startsWith('nl')
    ? import('./locale/nl.ts')
    : import('./locale/en.ts')
  ).catch(() => {})

function see(element: Element): void {
  const tag = element.localName
  if (!CODE[tag]) return
  if (!asked.has(tag)) {
    asked.add(tag)
    void words()
    CODE[tag]().catch((error) => {
      // A deployment in between, or no network: the next one of this tag tries again.
      asked.delete(tag)
      console.error(`Vlinder: the code of <${tag}> could not be loaded.`, error)
    })
  }
  void customElements.whenDefined(tag).then(() => element.shadowRoot && watch(element.shadowRoot))
}

const observer = new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue
      see(node)
      node.querySelectorAll(OURS).forEach(see)
    }
  }
})

function watch(root: Document | ShadowRoot): void {
  observer.observe(root, { childList: true, subtree: true })
  root.querySelectorAll(OURS).forEach(see)
}

const page = document as Document & { [MARK]?: string }
if (page[MARK]) {
  console.warn(
    `Vlinder: the script is on this page already (${page[MARK]}); ${import.meta.url} leaves it to that one.`,
  )
} else {
  page[MARK] = import.meta.url
  // Room for what is still to come, so that the page does not jump.
  const room = new CSSStyleSheet()
  room.replaceSync(
    `:is(${OURS}):not(:defined,vlinder-provider,vlinder-search){display:block;min-height:10em}`,
  )
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room]
  watch(document)
  // The popup of a sign-in came back to this page.
  if (location.hash.startsWith('#vlinder-sign-in=')) void import('./sign-in/return.ts')
}
