/** Whether somebody takes part: for facilitators, who ask once more before they send somebody away, and can let them in again. */
import { members } from '@vlinder/client'
import type { Member } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { removing } from '../kit/removing.ts'
import { failure } from '../kit/thread.ts'

const WORDS = {
  nl: () => import('../locale/nl.reports.ts'),
  en: () => import('../locale/en.reports.ts'),
}

/** Draws the button of one card; `changed` reads the member anew. */
export async function activity(host: CommunityElement, changed: () => void) {
  const { words: own } = await WORDS[host.language]()
  const send = removing(host)
  const trouble = failure(host)
  let said = ''

  const set = async (id: string, active: boolean) => {
    await members(host.community).changeMember(id, { active })
    said = active ? own.activated : own.deactivated
    changed()
    host.requestUpdate()
    await host.updateComplete
    host.renderRoot.querySelector<HTMLElement>('.activity')?.focus()
  }
  const back = (id: string) => {
    trouble.set()
    return set(id, true).catch(trouble.set)
  }

  return (words: AllWords, { id, active }: Member) =>
    html`<div class="activity" tabindex="-1" role="group" aria-label=${own.activity}>${active ? send(words, id, () => set(id, false), own.deactivate) : html`<button type="button" class="plain" @click=${() => back(id)}>${own.activate}</button>`}${trouble.draw(words)}
      <p class="soft small" role="status">${said}</p></div>`
}
