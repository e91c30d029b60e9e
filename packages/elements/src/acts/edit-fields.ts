/** What is chosen rather than typed, while a story or question is changed: kind, topics, patterns, and one more thing to tell. */
import { feed } from '@vlinder/client'
import type { Prompt } from '@vlinder/contract'
import { PATTERNS_MAX, TOPIC_MAX, TOPICS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { styles } from './edit-fields.styles.ts'

/** As a draft holds them: lists as JSON. */
export interface Chosen {
  kind?: string
  topics: string
  patterns?: string
  contact?: string
}

const KINDS = ['failure', 'success', 'practice', 'in-progress'] as const

/** Of one widget; made once for each. `value` is a draft, with a prompt for each thing that is told. */
export function editFields(host: CommunityElement) {
  adopt(host.renderRoot, styles)
  /** What it offers; what was chosen before can be changed without it. */
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  host.requestUpdate()

  return (words: AllWords, value: Chosen & Record<string, string>, change: (part: object) => void) => {
    const { fields, kinds, acts, prompts, call } = words
    const list = (name: 'topics' | 'patterns') => JSON.parse(value[name] ?? '[]') as string[]
    const offered = { topics: community.value?.topics ?? [], patterns: community.value?.patterns ?? [] }
    const topics = list('topics')
    const boxes = (name: 'topics' | 'patterns', max: number, all: (readonly [string, string])[]) => {
      const chosen = list(name)
      const choose = (next: string[]) => change({ [name]: JSON.stringify(next) })
      return all.map(([id, label]) => {
        const is = chosen.includes(id)
        const press = () => choose(is ? chosen.filter((one) => one !== id) : [...chosen, id])
        return html`<label class="choice"><input type="checkbox" .checked=${is} ?disabled=${!is && chosen.length >= max} @change=${press}> ${label}</label>`
      })
    }
    const own = ({ target }: Event) => {
      const field = target as HTMLInputElement
      const topic = field.value.trim()
      if (topic && topics.length < TOPICS_MAX)
        change({ topics: JSON.stringify([...new Set([...topics, topic])]) })
      field.value = ''
    }
    // Enter adds what was typed; it does not send the form.
    const enter = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      own(event)
    }
    const group = (name: string, content: unknown) =>
      html`<fieldset class="small"><legend>${name}</legend>${content}</fieldset>`
    const untold = (Object.keys(prompts) as Prompt[]).filter(
      (prompt) => prompt !== 'lasted' && value[prompt] === undefined,
    )
    const tell = ({ target }: Event) => {
      const select = target as HTMLSelectElement
      change({ [select.value]: '' })
      select.value = ''
      // Its field is the last one that is written in.
      void host.updateComplete.then(() => [...select.form!.querySelectorAll('textarea')].at(-1)!.focus())
    }
    const select = (name: 'kind' | 'contact', label: string, all: [string, string][]) =>
      html`<label>${label} <select @change=${(event: Event) => change({ [name]: (event.target as HTMLSelectElement).value })}>${all.map(([one, said]) => html`<option value=${one} .selected=${one === value[name]}>${said}</option>`)}</select></label>`
    return html`${
      value.kind === undefined
        ? ''
        : html`${untold.length ? html`<label>${words.acts.more} <select @change=${tell}><option value="">…</option>${untold.map((prompt) => html`<option value=${prompt}>${prompts[prompt]}</option>`)}</select></label>` : ''}
      ${select(
        'kind',
        fields.kind,
        KINDS.map((kind) => [kind, kinds[kind]]),
      )}
      ${select('contact', call.ask, [
        ['null', '…'],
        ['true', call.yes],
        ['false', call.no],
      ])}`
    }
      ${group(fields.topics, [
        boxes(
          'topics',
          TOPICS_MAX,
          [...new Set([...offered.topics, ...topics])].map((topic) => [topic, topic]),
        ),
        html`<label>${acts.add} <input maxlength=${TOPIC_MAX} autocomplete="off" @change=${own} @keydown=${enter}></label>`,
      ])}
      ${
        value.patterns !== undefined && offered.patterns.length
          ? group(
              fields.patterns,
              boxes(
                'patterns',
                PATTERNS_MAX,
                offered.patterns
                  .filter(({ id, retired }) => !retired || list('patterns').includes(id))
                  .map(({ id, name }) => [id, name]),
              ),
            )
          : ''
      }`
  }
}
