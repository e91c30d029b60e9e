/** Opens the list of patterns for a facilitator. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { PatternList } from './pattern-list.ts'

const WORDS = {
  nl: () => import('../locale/nl.patterns.ts'),
  en: () => import('../locale/en.patterns.ts'),
}

/** `editing` is the pattern whose form is open. */
export async function openPatterns(host: CommunityElement, editing = ''): Promise<void> {
  define('vlinder-patterns', PatternList)
  const { words } = await WORDS[host.language]()
  return openDialog(
    host,
    words.title,
    () => html`<vlinder-patterns .own=${words} .editing=${editing}></vlinder-patterns>`,
  )
}
