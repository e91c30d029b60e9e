/**
 * The words of the interface, and dates as people say them. Two lazy files a language: what stands on the first screen
 * (`nl.ts`), and the rest (`nl.more.ts`), which comes with the first widget that needs it.
 */
import type { MoreWords } from '../locale/nl.more.ts'
import type { Words } from '../locale/nl.ts'

export type { MoreWords, Words }
export type AllWords = Words & MoreWords
export type Lang = 'nl' | 'en'

const FIRST = { nl: () => import('../locale/nl.ts'), en: () => import('../locale/en.ts') }
const MORE = { nl: () => import('../locale/nl.more.ts'), en: () => import('../locale/en.more.ts') }

const loaded: Record<string, Partial<AllWords>> = {}

/** The words if they are here already; without `all`, the first ones are enough. */
export const wordsNow = (lang: Lang, all: boolean): AllWords | undefined =>
  (loaded[`${lang}true`] ?? (all ? undefined : loaded[`${lang}false`])) as AllWords | undefined

export async function loadWords(lang: Lang, all: boolean): Promise<void> {
  const [first, more] = await Promise.all([FIRST[lang](), all && MORE[lang]()])
  loaded[`${lang}false`] = first.words
  if (more) loaded[`${lang}true`] = { ...first.words, ...more.words }
}

const DAY_MS = 86_400_000

/** "gisteren", "12 november", "3 mei 2025". */
export function when(at: string, lang: Lang, now = new Date()): string {
  const date = new Date(at)
  const midnight = (day: Date) => new Date(day).setHours(0, 0, 0, 0)
  const days = Math.round((midnight(date) - midnight(now)) / DAY_MS)
  if (days > -7 && days < 1) return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(days, 'day')
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', ...year }).format(date)
}
