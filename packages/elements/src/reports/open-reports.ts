/** Opens the list of what was reported. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { Reports } from './reports.ts'

const WORDS = {
  nl: () => import('../locale/nl.reports.ts'),
  en: () => import('../locale/en.reports.ts'),
}

export async function openReports(host: CommunityElement): Promise<void> {
  define('vlinder-reports', Reports)
  const { words } = await WORDS[host.language]()
  return openDialog(host, words.title, () => html`<vlinder-reports .own=${words}></vlinder-reports>`)
}
