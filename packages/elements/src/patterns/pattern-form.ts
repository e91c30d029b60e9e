/** The form of one pattern: kept as a draft until the server has it; what is wrong is said at its field. */
import { patterns } from '@vlinder/client'
import type { Pattern } from '@vlinder/contract'
import { TOPIC_MAX } from '@vlinder/contract/limits'
import { html, nothing } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failed } from '../kit/failed.ts'
import { kept } from '../kit/kept.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import { stay } from '../kit/stay.ts'
import type { PatternsWords } from '../locale/nl.patterns.ts'

/** In place of a pattern's id: the form of one that is not there yet. */
export const NEW = ' '

/** The contract's `ADVICE_MAX`: from there it would come with the first screen of every widget. */
const ADVICE_MAX = 1_000
const TEXTS = ['explanation', 'advice'] as const

type Fields = Record<'name' | (typeof TEXTS)[number], string>

/** The forms of one list; `done` is called with the id of what was saved, or of what was given up. */
export function patternForm(host: CommunityElement, done: (id: string | undefined) => void) {
  const drafts = writing(host)
  /** The field that was sent empty, until something is typed. */
  let nameless = false

  /** Of a pattern, or of a new one. */
  return (words: AllWords, own: PatternsWords, pattern?: Pattern) => {
    const { id, name = '', explanation = '', advice = '' } = pattern ?? {}
    const before: Fields = { name, explanation, advice }
    const differs = (value: Fields) =>
      (Object.keys(before) as (keyof Fields)[]).some((field) => value[field] !== before[field])
    const draft = drafts<Fields>(id === undefined ? 'new-pattern' : `pattern:${id}`, before, differs)
    const { value, error, busy } = draft
    const taken = error?.problem?.errors?.some(({ path }) => path === 'body.name')
    const wrong = nameless ? own.needsName : taken ? own.taken : ''

    const send = async (event: Event) => {
      event.preventDefault()
      const field = (event.currentTarget as HTMLElement).querySelector('input')!
      nameless = !value.name.trim()
      if (nameless) {
        host.requestUpdate()
        return field.focus()
      }
      const sent = await draft.send((now, key, via) =>
        id === undefined
          ? patterns(via).addPattern(key, filled(now))
          : patterns(via).changePattern(id, { ...filled(now), ...emptied(now) }),
      )
      if (sent) done(sent.item.id)
      else field.focus()
    }
    const cancel = () => {
      nameless = false
      draft.change(before)
      done(id)
    }
    const change = (field: keyof Fields) => (event: Event) => {
      nameless = false
      draft.change({ [field]: (event.target as HTMLInputElement).value })
    }
    return html`<form class="reply panel" novalidate @submit=${send} @keydown=${stay}>
      <label>${own.name}<input data-start maxlength=${TOPIC_MAX} autocomplete="off" aria-invalid=${String(wrong !== '')} aria-describedby="name-hint" ?readonly=${busy} .value=${value.name} @input=${change('name')}></label>
      <p id="name-hint" class=${wrong ? 'wrong' : 'soft small'}>${wrong || own.nameHint}</p>
      ${TEXTS.map(
        (field) =>
          html`<label>${own[field]}<textarea rows="3" maxlength=${ADVICE_MAX} ?readonly=${busy} .value=${value[field]} @input=${change(field)}></textarea></label>${room(words, value[field], ADVICE_MAX)}`,
      )}
      ${kept(words, draft)}${error && !taken ? failed(host, words, error, draft.waiting) : nothing}
      <div class="acts"><button class="primary" aria-disabled=${String(busy)}>${words.acts.save}</button>
        <button type="button" class="plain" @click=${cancel}>${words.cancel}</button></div>
    </form>`
  }
}

const filled = ({ name, ...texts }: Fields) => ({ name, ...of(texts, (text) => text || undefined) })
/** What says nothing any more. */
const emptied = ({ name: _, ...texts }: Fields) => of(texts, (text) => (text ? undefined : null))

/** The texts as `make` wants them; without those of which it wants nothing. */
const of = <T>(texts: Omit<Fields, 'name'>, make: (text: string) => T | undefined) =>
  Object.fromEntries(
    TEXTS.map((field) => [field, make(texts[field].trim())] as const).filter(([, one]) => one !== undefined),
  ) as { [field in (typeof TEXTS)[number]]?: T }
