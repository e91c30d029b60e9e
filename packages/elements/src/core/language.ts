/** The words of the interface, one lazy file a language; and dates as people say them. */
import type { Words } from '../locale/nl.ts'

export type { Words }
export type Lang = 'nl' | 'en'

const loaded: Partial<Record<Lang, Words>> = {}
const FILES: Record<Lang, () => Promise<{ words: Words }>> = {
  nl: () => import('../locale/nl.ts'),
  en: () => import('../locale/en.ts'),
}

/** The words if they are here already. */
export const wordsNow = (lang: Lang): Words | undefined => loaded[lang]

export async function loadWords(lang: Lang): Promise<void> {
  loaded[lang] ??= (await FILES[lang]()).words
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
