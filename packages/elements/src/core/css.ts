/** Stylesheets as texts, each made into a sheet once for all elements that adopt it. */
const sheets = new Map<string, CSSStyleSheet>()

/** Marks a text as a stylesheet: editors colour it and the build makes it small. */
export const css = String.raw

export function sheetOf(text: string): CSSStyleSheet {
  const known = sheets.get(text)
  if (known) return known
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  sheets.set(text, sheet)
  return sheet
}
