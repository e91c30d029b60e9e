import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import '../define/story-studio.ts'
import { forget } from '../kit/drafts.ts'
import { patientData } from '../story-studio/patient-data.ts'
import { accessible, inside, place, type, until } from '../testing/page.ts'
import { member, serve } from '../testing/server.ts'

const people = ['Anne de [Vries]', 'Anna Bos', 'Johan Smit'].map((name, i) => ({
  ...member,
  id: `m-${i + 5}`,
  name,
}))
const mine = { self: false, mayDeactivate: false }

describe('naming a colleague', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  /** Answers a search as the server does; `more` comes before that. */
  const serving = (more: (q: string) => unknown = () => undefined) =>
    serve({
      'GET /members': async ({ query }) => {
        const q = query.get('q')
        if (q === null) return undefined
        const items = people.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
        return (
          (await more(q)) ?? {
            items,
            next: null,
            mine: Object.fromEntries(items.map(({ id }) => [id, mine])),
          }
        )
      },
    })
  const commenting = async () => {
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const area = await until(() => inside<HTMLTextAreaElement>(reader, '.comments textarea'))
    area.focus()
    await helped(reader, area)
    return { feed, reader, area }
  }
  /** What listens comes after the field. */
  const helped = async (widget: Element, area: HTMLTextAreaElement) => {
    await until(() => {
      type(area, '@')
      return inside(widget, '.naming:popover-open')
    })
    type(area, '')
  }
  const options = (widget: Element) => [
    ...widget.shadowRoot!.querySelectorAll<HTMLElement>('.naming:popover-open [role=option]'),
  ]
  const names = (widget: Element) => options(widget).map((one) => one.querySelector('bdi')!.textContent)
  const press = (area: HTMLElement, key: string, more: KeyboardEventInit = {}) =>
    area.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    )
  /** Another field, in which somebody is found later than anything that was typed before could be. */
  const elsewhere = async () => {
    const studio = place('<vlinder-story-studio></vlinder-story-studio>')
    ;(await until(() => inside(studio, '.progress [title="Wat hebben jullie gedaan?"]'))).click()
    const area = await until(() => inside<HTMLTextAreaElement>(studio, '#field'))
    await helped(studio, area)
    return async () => {
      type(area, '@smit')
      await until(() => options(studio).length)
    }
  }
  const searches = () => server.asked.filter(({ path, query }) => path === '/members' && query.has('q'))
  const asked = () => searches().map(({ query }) => query.get('q'))

  it('finds colleagues by what is typed after the sign, and puts the one that is chosen in the text', async () => {
    server = serving()
    const { reader, area } = await commenting()
    type(area, 'Dag (@an')
    await until(() => options(reader).length === 3)
    assert.deepEqual(names(reader), ['Anne de [Vries]', 'Anna Bos', 'Johan Smit'])
    const list = reader.shadowRoot!.getElementById(area.getAttribute('aria-controls')!)!
    assert.equal(list.role, 'listbox')
    const active = () => reader.shadowRoot!.getElementById(area.getAttribute('aria-activedescendant')!)
    assert.equal(active(), options(reader)[0])
    assert.equal(active()!.ariaSelected, 'true')
    await until(() => inside(reader, '[role=status].hidden')?.textContent === '3 collega’s gevonden')
    await accessible(reader)
    press(area, 'ArrowUp')
    assert.equal(active(), options(reader)[2])
    press(area, 'ArrowDown')
    assert.equal(press(area, 'Enter'), false)
    assert.equal(area.value, 'Dag (@[@Anne de \\[Vries\\]](member:m-5) '.replace('@[', '['))
    await until(() => !options(reader).length)
    assert.isFalse(area.hasAttribute('aria-controls'))
    assert.isFalse(area.hasAttribute('aria-activedescendant'))
    assert.equal(reader.shadowRoot!.activeElement, area)
    document.execCommand('undo')
    assert.equal(area.value, 'Dag (@an')
  })

  it('takes a press of the mouse or a finger, and the key that goes to the next field', async () => {
    server = serving()
    const { reader, area } = await commenting()
    type(area, '@anna')
    const [one] = await until(() => options(reader).length === 1 && options(reader))
    assert.isFalse(one!.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true })))
    one!.click()
    assert.equal(area.value, '[@Anna Bos](member:m-6) ')
    type(area, `${area.value}en @joh`)
    await until(() => names(reader)[0] === 'Johan Smit')
    press(area, 'Tab')
    assert.equal(area.value, '[@Anna Bos](member:m-6) en [@Johan Smit](member:m-7) ')
  })

  it('leaves addresses of mail alone', async () => {
    server = serving()
    const { reader, area } = await commenting()
    const later = await elsewhere()
    type(area, 'jan@an')
    await later()
    assert.isNull(inside(reader, '.naming:popover-open'))
    assert.deepEqual(asked(), ['smit'])
  })

  it('goes with Escape, alone, and stays away from that name', async () => {
    server = serving()
    const { feed, reader, area } = await commenting()
    const later = await elsewhere()
    type(area, '@an')
    await until(() => options(reader).length)
    let heard = 0
    reader.addEventListener('keydown', () => heard++)
    assert.isFalse(press(area, 'Escape'))
    assert.equal(heard, 0)
    assert.equal(options(reader).length, 0)
    assert.isTrue(inside<HTMLDialogElement>(feed, 'dialog')!.open)
    type(area, '@ann')
    await later()
    assert.isNull(inside(reader, '.naming:popover-open'))
    assert.deepEqual(asked(), ['an', 'smit'])
    assert.isTrue(press(area, 'Escape'), 'the next one is the dialog’s')
    type(area, '@ann @bos')
    await until(() => options(reader).length)
  })

  it('asks one thing at a time, and shows nobody who is no longer meant', async () => {
    let answer = () => {}
    const slow = new Promise<undefined>((resolve) => {
      answer = () => resolve(undefined)
    })
    server = serving((q) => (q === 'an' ? slow : undefined))
    const { reader, area } = await commenting()
    const later = await elsewhere()
    type(area, '@an')
    await until(() => searches().length === 1)
    type(area, '@anne')
    await until(() => options(reader).length)
    answer()
    await new Promise(requestAnimationFrame)
    assert.deepEqual(names(reader), ['Anne de [Vries]'])
    type(area, '@annet')
    assert.equal(options(reader).length, 0)
    await until(() => inside(reader, '[role=status].hidden')?.textContent === 'Geen collega gevonden')
    type(area, '@annetje komt ook')
    await later()
    assert.deepEqual(asked(), ['an', 'anne', 'annet', 'smit'])
    type(area, '@annetje komt ook, @joh')
    await until(() => options(reader).length)
  })

  it('goes where nothing can be asked, and the text stays', async () => {
    server = serving((q) => {
      if (q === 'joh') throw new TypeError('Failed to fetch')
    })
    const { reader, area } = await commenting()
    type(area, '@')
    await until(() => inside(reader, '.naming:popover-open'))
    type(area, '@joh')
    await until(() => searches().length)
    await until(() => !inside(reader, '.naming:popover-open'))
    assert.equal(area.value, '@joh')
    assert.isNull(inside(reader, '[role=alert]'))
  })

  it('leaves the keys to whoever is still composing a word', async () => {
    server = serving()
    const { reader, area } = await commenting()
    type(area, '@an')
    await until(() => options(reader).length)
    assert.isTrue(press(area, 'Enter', { isComposing: true }))
    assert.equal(area.value, '@an')
  })

  it('stays within the window', async () => {
    server = serving()
    const { reader, area } = await commenting()
    type(area, `${'Een lange regel. '.repeat(40)}@an`)
    await until(() => options(reader).length)
    const list = inside(reader, '.naming')!
    const { top, left, right, bottom } = list.getBoundingClientRect()
    assert.isTrue(
      top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight,
      `${[top, left, right, bottom]}`,
    )
  })

  it('begins with a button of the studio', async () => {
    server = serving()
    const studio = place('<vlinder-story-studio></vlinder-story-studio>')
    ;(await until(() => inside(studio, '.progress [title="Wat hebben jullie gedaan?"]'))).click()
    const button = await until(() => inside(studio, '.tool[title="Noem een collega"]'))
    const area = inside<HTMLTextAreaElement>(studio, '#field')!
    await helped(studio, area)
    type(area, 'Samen met')
    area.setSelectionRange(9, 9)
    button.click()
    assert.equal(area.value, 'Samen met @')
    await until(
      () => inside(studio, '.naming:popover-open p')?.textContent === 'Typ de naam van een collega.',
    )
    await accessible(studio)
    type(area, 'Samen met @bos')
    await until(() => options(studio).length)
    press(area, 'Enter')
    assert.equal(area.value, 'Samen met [@Anna Bos](member:m-6) ')
  })

  it('keeps out of what is plain text', async () => {
    server = serving()
    const studio = place('<vlinder-story-studio></vlinder-story-studio>')
    const go = async (ask: string, field: string) => {
      ;(await until(() => inside(studio, `.progress [title="${ask}"]`))).click()
      return until(() => inside<HTMLTextAreaElement>(studio, field))
    }
    await helped(studio, await go('Wat hebben jullie gedaan?', '#field:not([aria-required])'))
    const lesson = await go('Wat is de les, en voor wie?', '#field[aria-required]')
    type(lesson, 'Vraag @an')
    await new Promise(requestAnimationFrame)
    assert.isNull(lesson.ariaHasPopup)
    type(await go('Wat hebben jullie gedaan?', '#field:not([aria-required])'), 'Vraag @bos')
    await until(() => options(studio).length)
    assert.deepEqual(asked(), ['bos'])
  })

  it('raises no alarm about a client', () => {
    const text = 'Met [@Mevr. A. de Vries](member:123456782), [@B](member:0612345678) op 12-03-1941.'
    assert.deepEqual(patientData(text), [])
    const number = text.replace('member:123456782', 'x) 123456782 (')
    assert.include(
      patientData(number).map(({ sort }) => sort),
      'bsn',
    )
  })
})
