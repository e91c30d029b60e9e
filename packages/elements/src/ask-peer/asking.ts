/** The rest of the form in which somebody asks: what helps to answer well, and whom to ask. All of it is optional. */
import { feed } from '@vlinder/client'
import type { Help, MemberRef, NewQuestion, SuggestedPeer } from '@vlinder/contract'
import { BODY_MAX, CIRCUMSTANCE_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { Load } from '../core/load.ts'
import { room } from '../kit/room.ts'
import type { Writing } from '../kit/sending.ts'
import { styles } from './asking.styles.ts'
import { choosing } from './choosing.ts'
import type { AskingWords } from './words.ts'

/** What is being asked. `asking`: it is more than looking whether somebody has been there. */
export interface AskDraft {
  asking: boolean
  title: string
  body: string
  goal: string
  tried: string
  constraint: string
  by: string
  help: Help | ''
  topic: string
  peers: MemberRef[]
}

const CIRCUMSTANCES = ['goal', 'tried', 'constraint'] as const
const HELPS: Help[] = ['advice', 'example', 'think-along', 'contact']

/** What is sent of it: what was left open is left out. `page`: the topic that the page chose. */
export function toQuestion(draft: AskDraft, page?: string): NewQuestion {
  const { title, body, by, help, peers } = draft
  const topic = page || draft.topic
  const told = CIRCUMSTANCES.filter((name) => draft[name].trim()).map((name) => [name, draft[name]])
  return {
    title,
    body,
    ...Object.fromEntries(told),
    ...(topic && { topics: [topic] }),
    ...(by && { by }),
    ...(help && { help }),
    ...(peers.length && { peers: peers.map(({ id }) => id) }),
  }
}

/** Enter in one of its fields is no reason to ask yet. */
const stay = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}

/** Of one box; made once for each. `page`: the topic that the page chose. */
export function asking(host: CommunityElement, page: () => string | undefined) {
  adopt(host.renderRoot, styles)
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  const choose = choosing(host)

  return (words: AskingWords, draft: Writing<AskDraft>, suggested: readonly SuggestedPeer[]) => {
    const { ask, asking } = words
    const { value } = draft
    const input = (name: keyof AskDraft) => (event: Event) =>
      draft.change({ [name]: (event.target as HTMLInputElement).value })
    const area = (
      name: 'body' | (typeof CIRCUMSTANCES)[number],
      label: string,
      max: number,
      rows: number,
      hint = '',
    ) =>
      html`<label class=${name === 'body' ? 'details' : 'field'}>${label}<textarea rows=${rows} maxlength=${max} placeholder=${hint} ?readonly=${draft.busy} .value=${value[name]} @input=${input(name)}></textarea></label>${room(words, value[name], max)}`
    const select = (
      name: 'help' | 'topic',
      label: string,
      none: string,
      options: readonly (readonly [string, string])[],
    ) =>
      html`<label class="field">${label}<select @change=${input(name)}>${[['', none], ...options].map(([one, said]) => html`<option value=${one} .selected=${one === value[name]}>${said}</option>`)}</select></label>`
    const told = value.by || value.help || value.topic || CIRCUMSTANCES.some((name) => value[name])
    const topics = page() ? [] : (community.value?.topics ?? [])
    return html`<div @keydown=${stay}>${area('body', ask.more, BODY_MAX, 3, ask.moreHint)}
      <details class="helpful" ?open=${Boolean(told)}><summary>${asking.helpful}</summary>
        ${CIRCUMSTANCES.map((name) => area(name, asking[name], CIRCUMSTANCE_MAX, 2))}
        <div class="pair"><label class="field">${asking.by}<input type="date" .value=${value.by} @input=${input('by')}></label>
          ${select(
            'help',
            asking.help,
            asking.any,
            HELPS.map((one) => [one, asking.helps[one]] as const),
          )}
          ${
            topics.length
              ? select(
                  'topic',
                  asking.topic,
                  asking.noTopic,
                  topics.map((one) => [one, one] as const),
                )
              : ''
          }</div>
      </details>
      ${choose(words, draft, suggested)}</div>`
  }
}
