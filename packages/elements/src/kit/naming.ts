/** Whoever types `@` in a text is helped to name a colleague. The help is a part of its own, which comes with the first of them. */

/** A name that begins; what stands before it in an address of mail is no space. */
const BEGINS = /(?:^|[\s(])@\p{L}*$/u

/** Hears what is typed on the page; what shows as the target here is not the field itself, but the widget around it. */
export function naming(event: Event): void {
  const [field] = event.composedPath()
  if (field === event.target || !(field instanceof HTMLTextAreaElement)) return
  if (!BEGINS.test(field.value.slice(0, field.selectionEnd))) return
  // Where it cannot be had, a name is typed as any other word.
  void import('../naming/naming.ts').then(
    ({ help }) => help(field),
    () => {},
  )
}
