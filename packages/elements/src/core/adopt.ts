/** Gives a widget a stylesheet that comes with a part of its code, once. */
import { sheetOf } from './css.ts'

export function adopt({ adoptedStyleSheets }: ShadowRoot, styles: string): void {
  const sheet = sheetOf(styles)
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet)
}
