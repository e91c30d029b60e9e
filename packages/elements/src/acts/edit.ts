/** Changing one's own words where they stand: a field for each part of them, kept as a draft until the server has it. */
import { written } from '@vlinder/client'
import type { WrittenType } from '@vlinder/contract'
import { BODY_MAX, COMMENT_MAX, LESSON_MAX, TITLE_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failed } from '../kit/failed.ts'
import { kept } from '../kit/kept.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import { stay } from '../kit/stay.ts'
import type { Thing } from './acts.ts'
import type { Chosen, editFields } from './edit-fields.ts'

/** Each part by its name; a story's sections by their prompts, and what is no text as JSON. */
type Parts = Record<string, string>

export function editing(host: CommunityElement) {
  const drafts = writing(host)
  /** What is being changed. */
  const open = new Set<string>()

  let choices: ReturnType<typeof editFields> | undefined
  const needChoices = () =>
    host.lazily(async () => {
      const { editFields } = await import('./edit-fields.ts')
      choices ??= editFields(host)
      host.requestUpdate()
    })

  const draftOf = (thing: Thing) => {
    const blank = partsOf(thing)
    const changed = (value: Parts) => Object.entries(value).some(([name, text]) => text !== blank[name])
    return drafts<Parts>(`edit:${thing.type}:${thing.item.id}`, blank, changed)
  }
  const focus = (selector: string) => {
    host.requestUpdate()
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
  const end = (id: string) => {
    open.delete(id)
    focus(`[data-edit="${CSS.escape(id)}"]`)
  }

  return {
    open: ({ item }: Thing) => open.has(item.id),

    /** `last` begins at the last field. */
    start(thing: Thing, last = false) {
      const draft = draftOf(thing)
      // What was given up begins anew from what it says now.
      if (!draft.kept) draft.change(partsOf(thing))
      open.add(thing.item.id)
      if (thing.item.topics) void needChoices()
      focus(
        `[data-editing="${CSS.escape(thing.item.id)}"] ${last ? 'label:last-of-type textarea' : ':is(input, textarea)'}`,
      )
    },

    form(words: AllWords, thing: Thing): unknown {
      const { type, item } = thing
      if (!open.has(item.id)) return undefined
      const draft = draftOf(thing)
      const empty = !draft.value[required(type)]?.trim()
      const labels: Record<string, string> = { ...words.fields, ...words.prompts }
      const send = async (event: Event) => {
        event.preventDefault()
        if (empty) return
        const sent = await draft.send((value, _, via) =>
          written(via).change(type, item.id, toChange(thing, value)),
        )
        if (!sent) return
        thing.changed()
        end(item.id)
      }
      const cancel = () => {
        draft.change(partsOf(thing))
        end(item.id)
      }
      const field = ([name, text]: [string, string]) => {
        if (CHOSEN.includes(name)) return ''
        const max = maxOf(type, name)
        const input = (event: Event) => draft.change({ [name]: (event.target as HTMLInputElement).value })
        return html`<label>${labels[name]}${
          name === 'title'
            ? html`<input maxlength=${max} autocomplete="off" ?readonly=${draft.busy} .value=${text} @input=${input}>`
            : html`<textarea maxlength=${max} rows=${name === 'lesson' ? 2 : 6} ?readonly=${draft.busy} .value=${text} @input=${input}></textarea>`
        }</label>${room(words, text, max)}`
      }
      return html`<form class="reply edit" data-editing=${item.id} @submit=${send} @keydown=${stay}>
        ${Object.entries(draft.value).map(field)}
        ${item.topics ? choices?.(words, draft.value as Chosen & Parts, draft.change) : ''}
        ${kept(words, draft)}${draft.error ? failed(host, words, draft.error) : ''}
        <div class="acts"><button class="primary" aria-disabled=${String(draft.busy)} ?disabled=${empty && !draft.busy}>${words.acts.save}</button>
          <button type="button" class="plain" @click=${cancel}>${words.cancel}</button></div>
      </form>`
    },
  }
}

/** What is chosen and not typed. */
const CHOSEN = ['kind', 'topics', 'patterns', 'contact']

function chosenOf({ item: { kind, topics, patterns } }: Thing): Parts {
  return {
    ...(kind && { kind }),
    ...(topics && { topics: JSON.stringify(topics) }),
    ...(patterns && { patterns: JSON.stringify(patterns) }),
  }
}

function partsOf(thing: Thing): Parts {
  const { item, mine } = thing
  const { title } = item
  const source = mine?.source ?? ''
  if (typeof source === 'string')
    return title === undefined ? { body: source } : { title, body: source, ...chosenOf(thing) }
  const { lesson, body, sections, contact = null } = source
  return {
    title: title ?? '',
    lesson,
    body,
    ...Object.fromEntries(sections.map(({ prompt, body }) => [prompt, body])),
    ...chosenOf(thing),
    contact: JSON.stringify(contact),
    // Half a year later there is one more thing to tell.
    ...(mine?.followUp && { lasted: '' }),
  }
}

function toChange(thing: Thing, { title, lesson, body, ...others }: Parts): object {
  const before = partsOf(thing)
  const parts = Object.entries(others)
  const chosen = Object.fromEntries(
    parts
      .filter(([name, text]) => CHOSEN.includes(name) && text !== before[name])
      .map(([name, text]) => [name, name === 'kind' ? text : JSON.parse(text)]),
  )
  if (thing.type !== 'story') return title === undefined ? { body } : { title, body, ...chosen }
  const sections = parts
    .filter(([name, text]) => !CHOSEN.includes(name) && text.trim())
    .map(([prompt, body]) => ({ prompt, body }))
  return { title, lesson, body, sections, ...chosen }
}

/** A question is its title, a comment its body. */
const required = (type: WrittenType) => (type === 'story' || type === 'question' ? 'title' : 'body')

const MAX: Record<string, number> = { title: TITLE_MAX, lesson: LESSON_MAX }
const maxOf = (type: WrittenType, name: string) => MAX[name] ?? (type === 'comment' ? COMMENT_MAX : BODY_MAX)
