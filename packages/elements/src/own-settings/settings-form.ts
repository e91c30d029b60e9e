/** The form of one's own settings: what was typed is a draft until the server has it; what does not fit is said at its field. */
import { feed, members } from '@vlinder/client'
import type { Me, MeChange } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { editFields } from '../acts/edit-fields.ts'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { failed } from '../kit/failed.ts'
import { formStyles } from '../kit/form.styles.ts'
import { kept } from '../kit/kept.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import { stay } from '../kit/stay.ts'
import type { OwnWords } from '../own-photo/words.ts'
import { experienceFields } from './experience-fields.ts'
import { styles } from './settings-form.styles.ts'
import {
  ABOUT_MAX,
  changeOf,
  livedIn,
  NAME_MAX,
  refusedIn,
  type Values,
  valuesOf,
  wrongIn,
} from './values.ts'

type Own = OwnWords['settings']

/** Of one element; made once. `saved` hears what is there now and what makes it undone; `arrived` that it changed elsewhere. */
export function settingsForm(
  host: CommunityElement,
  close: () => void,
  saved: (own: Own, now: Me, undo: MeChange) => void,
  arrived: () => void,
) {
  adopt(host.renderRoot, formStyles)
  adopt(host.renderRoot, styles)
  const drafts = writing(host, arrived)
  const topics = editFields(host)
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  /** What does not fit is said once somebody tried to save it. */
  let tried = false

  const draftOf = (me: Me) => {
    const blank = valuesOf(me)
    return drafts<Values>('settings', blank, (now) => Object.keys(changeOf(blank, now)).length > 0)
  }
  const focus = (selector: string) => {
    host.requestUpdate()
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
  const cancel = (me: Me) => {
    draftOf(me).change(valuesOf(me))
    close()
  }

  const save = async (event: Event, own: Own, me: Me) => {
    event.preventDefault()
    const draft = draftOf(me)
    if (draft.busy) return
    tried = true
    const [wrong] = wrongIn(draft.value).keys()
    if (wrong) return focus(`[name="${wrong}"]`)
    const before = valuesOf(me)
    const change = changeOf(before, draft.value)
    if (Object.keys(change).length === 0) return cancel(me)
    const now = await draft.send((_, __, via) => members(via).changeMe(change))
    if (!now) return focus('[aria-invalid=true]')
    saved(own, now, changeOf(valuesOf(now), before))
    close()
  }

  const draw = (words: AllWords, own: Own, me: Me) => {
    const draft = draftOf(me)
    const { value, busy, error } = draft
    const wrong = said(own, new Map([...refusedIn(value, error), ...(tried ? wrongIn(value) : [])]))
    const input =
      (name: keyof Values) =>
      ({ target }: Event) =>
        draft.change({ [name]: (target as HTMLInputElement).value })
    const line = (name: 'position' | 'organisation' | 'hours', label: string, max: number, hint = '') => {
      const { invalid, by, why } = wrong(name)
      return html`<label for=${name}>${label}</label>
        <input id=${name} name=${name} maxlength=${max} autocomplete="off" placeholder=${hint} ?readonly=${busy} aria-invalid=${invalid} aria-describedby=${by} .value=${value[name]} @input=${input(name)}>${why}${room(words, value[name], max)}`
    }
    const day = (name: 'from' | 'until') => {
      const { invalid, by, why } = wrong(name)
      return html`<label>${own[name]}<input type="date" name=${name} ?readonly=${busy} aria-invalid=${invalid} aria-describedby=${by} .value=${value[name]} @input=${input(name)}>${why}</label>`
    }
    const back = () => {
      draft.change({ from: '', until: '' })
      focus('[name=from]')
    }
    const hide = (event: Event) =>
      draft.change({ hide: (event.target as HTMLInputElement).checked ? 'true' : '' })
    return html`<form class="edit" novalidate @submit=${(event: Event) => save(event, own, me)} @keydown=${stay}>
      <p class="soft small">${own.lead}</p>
      ${line('position', own.position, NAME_MAX)}${line('organisation', own.organisation, NAME_MAX)}
      <label for="about">${own.about}</label><textarea id="about" rows="3" maxlength=${ABOUT_MAX} ?readonly=${busy} .value=${value.about} @input=${input('about')}></textarea>${room(words, value.about, ABOUT_MAX)}
      ${topics(words, { topics: value.topics }, draft.change)}
      ${experienceFields(host, {
        words,
        own,
        all: livedIn(value),
        topics: community.value?.topics ?? [],
        busy,
        wrong,
        change: (all) => draft.change({ experience: JSON.stringify(all) }),
      })}
      ${line('hours', own.hours, NAME_MAX, own.hoursHint)}
      <fieldset><legend>${own.away}</legend><p class="soft small">${own.awayHint}</p><div class="days">${day('from')}${day('until')}</div>
        ${value.from || value.until ? html`<button type="button" class="plain small" ?disabled=${busy} @click=${back}>${own.back}</button>` : ''}</fieldset>
      <label class="check"><input type="checkbox" ?disabled=${busy} .checked=${value.hide !== ''} aria-describedby="hide-hint" @change=${hide}> ${own.hide}</label><p class="soft small" id="hide-hint">${own.hideHint}</p>
      ${kept(words, draft)}${error ? failed(host, words, error, draft.waiting) : ''}
      <div class="acts"><button class="primary" aria-disabled=${String(busy)}>${busy ? own.saving : words.acts.save}</button>
        <button type="button" class="plain" @click=${() => cancel(me)}>${words.cancel}</button></div>
      ${busy ? html`<progress aria-label=${own.saving}></progress>` : ''}
    </form>`
  }

  return {
    draw,
    /** What was given up begins anew from what it says now. */
    begin(me: Me): void {
      tried = false
      const draft = draftOf(me)
      if (!draft.kept) draft.change(valuesOf(me))
    },
  }
}

/** What stands at a field that does not fit. */
const said = (own: Own, wrong: ReadonlyMap<string, keyof Own['wrong']>) => (name: string) => {
  const kind = wrong.get(name)
  const id = `wrong-${name}`
  return {
    invalid: String(kind !== undefined),
    by: kind ? id : '',
    why: kind ? html`<small class="wrong" id=${id}>${own.wrong[kind]}</small>` : '',
  }
}
