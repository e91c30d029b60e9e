/**
 * Prints a story and nothing else. What stands in a dialog prints on every page of what is behind it, so it is copied into
 * a document of its own: an empty frame, for which a page's policy need allow nothing.
 */

/** Until then a picture may come that is not there yet, in milliseconds. */
const PICTURES_MS = 3_000

export async function printed(story: ShadowRoot, title: string): Promise<void> {
  const frame = document.createElement('iframe')
  frame.className = 'paper'
  frame.ariaHidden = 'true'
  frame.tabIndex = -1
  // Firefox puts another document in once it has loaded nothing.
  await new Promise((resolve) => {
    frame.onload = resolve
    story.append(frame)
  })
  const page = frame.contentWindow as Window & typeof globalThis
  const paper = page.document
  paper.title = title
  paper.documentElement.lang = document.documentElement.lang
  const root = paper.createElement('main').attachShadow({ mode: 'open' })
  paper.body.append(root.host)
  root.adoptedStyleSheets = story.adoptedStyleSheets.map(({ cssRules }) => {
    const sheet = new page.CSSStyleSheet()
    sheet.replaceSync([...cssRules].map(({ cssText }) => cssText).join(''))
    return sheet
  })
  // What is drawn stands after what opened over it.
  const drawn = [...story.children].findLast(({ className }) => className === 'vlinder')
  if (drawn) root.append(paper.importNode(drawn, true))
  const pictures = [...root.querySelectorAll('img')].map((picture) => {
    picture.loading = 'eager'
    return picture.decode().catch(() => {})
  })
  await Promise.race([Promise.all(pictures), new Promise((resolve) => setTimeout(resolve, PICTURES_MS))])
  page.addEventListener('afterprint', () => frame.remove())
  page.print()
}
