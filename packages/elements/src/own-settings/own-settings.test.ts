import { assert } from '@esm-bundle/chai'
import type { Me, MeChange, Outcome } from '@vlinder/contract'
import '../define/member-card.ts'
import { forget } from '../kit/drafts.ts'
import type { MemberCard } from '../member-card/member-card.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { me, serve } from '../testing/server.ts'
import { defineOwn, type OwnSettings } from './own-settings.ts'

const lived = (topic: string, outcome: Outcome, note?: string) => ({
  topic,
  outcome,
  ...(note !== undefined && { note }),
})
const who: Me = {
  item: { ...me.item, experience: [lived('beeldbellen', 'failed', 'Te snel.')], hours: 'ochtend' },
  mine: { self: true, suggested: true, source: { about: 'Fietst.' } },
}

/** As the server would change it. */
const changed = ({ item, mine }: Me, { about: _, away, suggested, ...change }: MeChange): Me =>
  JSON.parse(
    JSON.stringify({
      item: { ...item, ...change, hours: change.hours === null ? undefined : (change.hours ?? item.hours) },
      mine: {
        ...mine,
        suggested: suggested ?? mine.suggested,
        away: away === undefined ? mine.away : (away ?? undefined),
      },
    }),
  )

describe('the own settings', () => {
  let server: ReturnType<typeof serve>
  let now: Me
  afterEach(() => {
    server.stop()
    forget()
    localStorage.clear()
    document.body.replaceChildren()
  })

  const serving = (more: Parameters<typeof serve>[0] = {}) => {
    now = who
    server = serve({
      'GET /me': () => now,
      'PATCH /me': ({ body }) => {
        now = changed(now, body as MeChange)
        return now
      },
      ...more,
    })
  }
  const press = (element: Element, selector: string) => inside(element, selector)!.click()
  const fill = (element: Element, name: string, value: string) =>
    type(inside<HTMLInputElement>(element, `[name="${name}"]`)!, value)
  const focused = (element: Element, selector: string) =>
    until(() => element.shadowRoot!.activeElement?.matches(selector))
  const sent = () =>
    server.asked.filter(({ method, path }) => method === 'PATCH' && path === '/me').map(({ body }) => body)
  const opened = async () => {
    await defineOwn()
    return shown(place<OwnSettings>('<vlinder-own-settings></vlinder-own-settings>'))
  }
  const shown = async (element: OwnSettings) => {
    await until(() => inside(element, '.open'))
    press(element, '.open')
    await focused(element, '#position')
    return element
  }
  const save = (element: Element) => press(element, 'form .primary')

  it('sends what was changed and nothing else, says so, and takes it back', async () => {
    serving()
    const element = await opened()
    await accessible(element)
    fill(element, 'hours', 'na 14 uur')
    press(element, '.add')
    await focused(element, '[name="experience.1.topic"]')
    fill(element, 'experience.1.topic', 'valpreventie')
    press(element, '[type=checkbox][aria-describedby]')
    save(element)
    await until(() => text(element).includes('Bewaard. Je collega’s zien dit vanaf nu.'))
    await focused(element, '.open')
    const before = [lived('beeldbellen', 'failed', 'Te snel.')]
    assert.deepEqual(sent(), [
      { hours: 'na 14 uur', suggested: false, experience: [...before, lived('valpreventie', 'worked')] },
    ])
    press(element, '.undo')
    await until(() => text(element).includes('Alles staat weer zoals het was.'))
    assert.deepEqual(sent()[1], { hours: 'ochtend', suggested: true, experience: before })
    await focused(element, '.open')
  })

  it('says at its field what does not fit, before anything is sent', async () => {
    serving()
    const element = await opened()
    press(element, '.add')
    await focused(element, '[name="experience.1.topic"]')
    fill(element, 'experience.1.topic', 'beeldbellen')
    fill(element, 'from', '2999-01-02')
    fill(element, 'until', '2999-01-01')
    save(element)
    await focused(element, '[name="experience.1.topic"]')
    assert.include(text(element), 'Dit onderwerp staat er al.')
    assert.include(text(element), 'De laatste dag komt na de eerste.')
    await accessible(element)
    press(element, '.lived + .lived button')
    fill(element, 'until', '')
    save(element)
    await until(() => text(element).includes('Vul beide dagen in, of geen van beide.'))
    assert.lengthOf(sent(), 0)
    fill(element, 'until', '2999-01-09')
    save(element)
    await until(() => sent().length)
    assert.deepEqual(sent(), [{ away: { from: '2999-01-02', until: '2999-01-09' } }])
  })

  it('shows what the server refused at its field, counting only rows that were sent, and keeps what was typed', async () => {
    serving({
      'PATCH /me': () =>
        Response.json(
          {
            type: 'urn:vlinder:problem:invalid',
            title: '',
            status: 400,
            errors: [{ path: 'body.experience.1.topic', detail: 'holds a control character' }],
          },
          { status: 400 },
        ),
    })
    const element = await opened()
    for (const n of [1, 2]) {
      press(element, '.add')
      await focused(element, `[name="experience.${n}.topic"]`)
    }
    fill(element, 'experience.2.topic', 'valpreventie')
    save(element)
    await focused(element, '[name="experience.2.topic"][aria-invalid=true]')
    assert.include(text(element), 'Dit past niet.')
    assert.equal(inside<HTMLInputElement>(element, '[name="experience.2.topic"]')!.value, 'valpreventie')
    await accessible(element)
  })

  it('forgets what is called off, and keeps what was typed when its card closes', async () => {
    serving()
    const element = await opened()
    fill(element, 'position', 'Projectleider')
    press(element, '.open')
    await focused(element, '.open')
    const later = document.createElement('vlinder-own-settings') as OwnSettings
    element.replaceWith(later)
    await shown(later)
    assert.equal(inside<HTMLInputElement>(later, '#position')!.value, 'Projectleider')
    press(later, 'form .plain:not(.small)')
    await focused(later, '.open')
    press(later, '.open')
    await until(() => inside<HTMLInputElement>(later, '#position')?.value === who.item.position)
    assert.lengthOf(sent(), 0)
  })

  it('shows that it is under way, and sends once', async () => {
    const answers: ((me: Me) => void)[] = []
    serving({ 'PATCH /me': () => new Promise<Me>((resolve) => answers.push(resolve)) })
    const element = await opened()
    fill(element, 'position', 'Projectleider')
    save(element)
    await until(() => inside(element, 'progress') && sent().length)
    await accessible(element)
    save(element)
    assert.lengthOf(sent(), 1)
    answers[0]!(changed(who, { position: 'Projectleider' }))
    await until(() => text(element).includes('Bewaard.'))
  })

  it('stands in one’s own full card, which follows it', async () => {
    serving({ 'GET /members': () => ({ items: [now.item], next: null, mine: { 'm-2': { self: true } } }) })
    const card = place<MemberCard>('<vlinder-member-card member="m-2" variant="full"></vlinder-member-card>')
    const own = await until(() => inside(card, 'vlinder-own-settings'))
    await until(() => inside(own, '.open'))
    press(own, '.open')
    await focused(own, '#position')
    fill(own, 'hours', 'na 14 uur')
    save(own)
    await until(() => text(card).includes('na 14 uur'))
    await accessible(card)
  })
})
