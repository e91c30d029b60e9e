/** What comes after the text of a story, while that is read: how this goes wrong elsewhere too, and what to do about it. */
import { feed } from '@vlinder/client'
import type { Story } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { styles } from './after.styles.ts'

export type After = (story: Story, words: AllWords) => unknown

/** Of one reader; made once for each. */
export function after(host: CommunityElement): After {
  adopt(host.renderRoot, styles)
  /** It names the patterns; a story does without when it cannot be had. */
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  host.requestUpdate()

  return ({ patterns }, words) => {
    const known = community.value?.patterns.filter(({ id }) => patterns.includes(id)) ?? []
    return known.length
      ? html`<section class="patterns" aria-labelledby="patterns"><h3 id="patterns">${words.reader.patterns}</h3>
        <ul>${known.map(({ name, advice }) => html`<li><b>${name}</b>${advice ? html`<p>${advice}</p>` : ''}</li>`)}</ul></section>`
      : ''
  }
}
