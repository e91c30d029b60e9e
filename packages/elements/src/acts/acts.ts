/**
 * What can be done with something that somebody wrote, beside answering it: change it where it stands, see what it was,
 * remove it. A part of its own: it comes while what was written is being read.
 */
import { stories, written } from '@vlinder/client'
import type { StorySource, StoryStatus, WhyHidden, WrittenType } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { removing } from '../kit/removing.ts'
import { failure } from '../kit/thread.ts'
import { editing } from './edit.ts'
import { reporting } from './report.ts'

export interface Thing {
  type: WrittenType
  item: {
    id: string
    title?: string
    edited?: string | undefined
    hidden?: boolean | undefined
    status?: string | undefined
    /** It stands in front of the feed. */
    featured?: object | undefined
    kind?: string
    topics?: readonly string[]
    patterns?: readonly string[]
  }
  mine:
    | {
        mayEdit: boolean
        mayDelete: boolean
        source?: string | StorySource | undefined
        hidden?: WhyHidden | undefined
        followUp?: boolean | undefined
        mayFeature?: boolean
      }
    | undefined
  /** It says something else now. */
  changed(): void
  gone(): void
}

/** Of one widget; made once for each. */
export interface Acts {
  /** Nothing for whoever may only read. */
  buttons(words: AllWords, thing: Thing): unknown
  /** What stands in place of it while it is being changed. */
  form(words: AllWords, thing: Thing): unknown
}

export function acts(host: CommunityElement): Acts {
  const edit = editing(host)
  const remove = removing(host)
  const report = reporting(host)
  const trouble = failure(host)

  /** A story is taken back by its author, archived by its facilitator too, and put there again. */
  const life = (words: AllWords, { item, mine, changed }: Thing) => {
    const { status = 'published' } = item
    const to = (next: StoryStatus, label: string) => {
      const press = () => written(host.community).setStatus(item.id, next).then(changed).catch(trouble.set)
      return html`<button type="button" class="plain" @click=${press}>${label}</button>`
    }
    const { acts } = words
    if (status !== 'published')
      return mine?.mayEdit || (mine?.mayDelete && status === 'archived') ? to('published', acts.publish) : ''
    return html`${mine?.mayEdit ? to('withdrawn', acts.withdraw) : ''}${mine?.mayDelete ? to('archived', acts.archive) : ''}`
  }

  /** The facilitator's: at the head of the feed, where everybody may read it. */
  const front = (words: AllWords, { item, mine, changed }: Thing) => {
    const { featured } = item
    if (!mine?.mayFeature || (!featured && (item.status || item.hidden))) return ''
    const press = () => {
      trouble.set()
      const { feature, unfeature } = stories(host.community)
      return (featured ? unfeature : feature)(item.id).then(changed).catch(trouble.set)
    }
    return html`<button type="button" class="plain" @click=${press}>${featured ? words.acts.unfeature : words.acts.feature}</button>`
  }

  return {
    form: edit.form,
    buttons(words, thing) {
      const { type, item, mine } = thing
      if (!mine || edit.open(thing)) return ''
      const history = () =>
        host.lazily(async () => (await import('../history/history.ts')).openHistory(host, type, item.id))
      const { status = '' } = item
      const states: Record<string, string> = words.states
      const why = mine.hidden && [words.hidden, words.report.reasons[mine.hidden.reason], mine.hidden.note]
      return html`${why || states[status] ? html`<p class="soft" role="note">${[states[status], ...(why ?? [])].filter(Boolean).join(' · ')}</p>` : ''}
        ${mine.followUp ? html`<button type="button" class="primary" @click=${() => edit.start(thing, true)}>${words.prompts.lasted}</button>` : ''}
        ${mine.mayEdit ? html`<button type="button" class="plain" data-edit=${item.id} @click=${() => edit.start(thing)}>${words.acts.edit}</button>` : ''}
        ${mine.mayDelete && item.edited ? html`<button type="button" class="plain" aria-haspopup="dialog" @click=${history}>${words.acts.history}</button>` : ''}
        ${mine.mayDelete ? remove(words, item.id, () => written(host.community).remove(type, item.id).then(thing.gone)) : ''}
        ${type === 'story' ? [front(words, thing), life(words, thing)] : ''}${trouble.draw(words)}
        ${mine.mayEdit || status === 'deleted' ? '' : report(words, thing)}`
    },
  }
}
