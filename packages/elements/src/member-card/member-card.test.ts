import { assert } from '@esm-bundle/chai'
import '../define/member-card.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { member, refusal, serve } from '../testing/server.ts'
import type { MemberCard } from './member-card.ts'

describe('vlinder-member-card', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  it('shows who somebody is and what they can be asked about', async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    await until(() => inside(card, 'h2'))
    for (const words of [
      'Marieke Aalbers',
      'Wijkverpleegkundige',
      'De Linde',
      'medicatie',
      'Fietst elke dag.',
      'Neem contact op',
    ]) {
      assert.include(text(card), words)
    }
    await accessible(card)
  })

  it('shows what somebody went through, failures as experience, when they are reached and until when they are away', async () => {
    const experience = [
      { topic: 'beeldbellen', outcome: 'failed', note: 'Niemand had een tablet.' },
      { topic: 'valpreventie', outcome: 'mixed' },
    ]
    const one = { ...member, experience, hours: 'ma-do na 14 uur', awayUntil: '2999-12-03' }
    server = serve({ 'GET /members': () => ({ items: [one], next: null, mine: {} }) })
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    await until(() => inside(card, 'h2'))
    for (const words of [
      'beeldbellen: mislukt, en geleerd',
      'Niemand had een tablet.',
      'valpreventie: deels gelukt',
      'ma-do na 14 uur',
      'Weg t/m 3 december 2999',
    ])
      assert.include(text(card), words)
    await accessible(card)
  })

  it('shows initials where there is no photo', async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card member="m-1"></vlinder-member-card>')
    const initials = await until(() => inside(card, '.initials'))
    assert.equal(initials.textContent?.trim(), 'MA')
  })

  it("finds a member by the host's own id", async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card subject="host-1"></vlinder-member-card>')
    await until(() => text(card).includes('Marieke Aalbers'))
  })

  it('asks for fifty members in one request', async () => {
    const all = Array.from({ length: 50 }, (_, i) => ({ ...member, id: `m-${i}` }))
    server = serve({ 'GET /members': () => ({ items: all, next: null, mine: {} }) })
    const first = place(
      all.map(({ id }) => `<vlinder-member-card member="${id}"></vlinder-member-card>`).join(''),
    )
    const cards = [...first.parentElement!.children]
    await until(() => cards.every((card) => text(card).includes('Marieke')))
    assert.equal(server.asked.filter(({ path }) => path === '/members').length, 1)
  })

  it('draws initials as large as a photo', async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    card.style.setProperty('--vlinder-photo-size', '100px')
    const { width, height } = (await until(() => inside(card, '.initials'))).getBoundingClientRect()
    assert.closeTo(width, 100, 1)
    assert.closeTo(height, 100, 1)
  })

  it('lets the host handle contact itself', async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    const seen: string[] = []
    card.addEventListener('vlinder-contact', (event) => {
      event.preventDefault()
      seen.push(event.member.id)
    })
    const button = await until(() => inside(card, 'button.primary'))
    button.click()
    assert.deepEqual(seen, ['m-1'])
  })

  it('says so when there is no such member', async () => {
    server = serve({ 'GET /members': () => ({ items: [], next: null, mine: {} }) })
    const card = place<MemberCard>('<vlinder-member-card member="m-9"></vlinder-member-card>')
    await until(() => inside(card, '[role=alert]'))
    assert.include(text(card), 'Dit is er niet')
    await accessible(card)
  })

  it('names the attribute that is missing', async () => {
    server = serve()
    const card = place<MemberCard>('<vlinder-member-card></vlinder-member-card>')
    await until(() => text(card).includes('member or subject'))
    await accessible(card)
  })

  it('follows its attribute, and survives being moved', async () => {
    const ids: (string | null)[] = []
    server = serve({
      'GET /members': ({ query }) => {
        ids.push(query.get('ids'))
        return {
          items: [{ ...member, id: query.get('ids'), name: `Lid ${query.get('ids')}` }],
          next: null,
          mine: {},
        }
      },
    })
    const card = place<MemberCard>('<vlinder-member-card member="m-1"></vlinder-member-card>')
    await until(() => text(card).includes('Lid m-1'))
    const home = card.parentElement!
    card.remove()
    home.append(card)
    card.setAttribute('member', 'm-2')
    await until(() => text(card).includes('Lid m-2'))
  })

  it('speaks the language of the page', async () => {
    server = serve()
    const card = place<MemberCard>(
      '<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>',
      'en',
    )
    await until(() => text(card).includes('Get in touch'))
  })

  it('says that somebody is not a member any more', async () => {
    server = serve({ 'GET /members': () => refusal('member-inactive', 403) })
    const card = place<MemberCard>('<vlinder-member-card member="m-1"></vlinder-member-card>')
    await until(() => text(card).includes('geen lid meer'))
  })

  it('lets a facilitator send somebody away, after asking once more, and let them in again', async () => {
    let active = true
    const said: unknown[] = []
    const mine = { 'm-1': { self: false, mayDeactivate: true } }
    server = serve({
      'GET /members': () => ({ items: [{ ...member, active }], next: null, mine, subjects: {} }),
      'PATCH /members/m-1': ({ body }) => {
        said.push(body)
        active = (body as { active: boolean }).active
        return { item: { id: 'm-1', active } }
      },
    })
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    const press = async (words: string) => {
      const all = () => [...card.shadowRoot!.querySelectorAll<HTMLElement>('.activity button')]
      ;(await until(() => all().find((one) => one.textContent === words))).click()
    }
    await press('Laat niet meer toe')
    assert.deepEqual(said, [])
    await accessible(card)
    await press('Weet je het zeker?')
    await until(() => text(card).includes('Werkt hier niet meer') && inside(card, '.activity'))
    await until(() => card.shadowRoot!.activeElement?.className === 'activity')
    assert.include(inside(card, '[role=status]')!.textContent, 'Doet niet meer mee')
    await press('Laat weer toe')
    await until(() => !text(card).includes('Werkt hier niet meer'))
    assert.deepEqual(said, [{ active: false }, { active: true }])
  })

  it('says so when that came to nothing', async () => {
    const mine = { 'm-1': { self: false, mayDeactivate: true } }
    server = serve({
      'GET /members': () => ({ items: [{ ...member, active: false }], next: null, mine, subjects: {} }),
      'PATCH /members/m-1': () => refusal('internal', 500),
    })
    const card = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    ;(await until(() => inside(card, '.activity button'))).click()
    await until(() => inside(card, '.activity [role=alert]'))
  })
})
