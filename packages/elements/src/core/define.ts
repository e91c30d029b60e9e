/** Registers a tag unless somebody was first: a second copy of the script must never take the page down. */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag)
  if (!known) customElements.define(tag, element)
  else if (known !== element) {
    console.warn(`Vlinder: <${tag}> is already defined by another copy of the script; that one is used.`)
  }
}
