import { assert } from '@esm-bundle/chai'
import type { Me } from '@vlinder/contract'
import '../define/ask-peer.ts'
import '../define/member-card.ts'
import '../define/story-feed.ts'
import type { AskPeer } from '../ask-peer/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import type { MemberCard } from '../member-card/member-card.ts'
import type { StoryFeed } from '../story-feed/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { community, me, refusal, serve, withPhoto } from '../testing/server.ts'
import { defineOwnPhoto, type OwnPhoto } from './own-photo.ts'

async function picture(width: number, height: number): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')!.fillRect(0, 0, width, height)
  const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), 'image/png'))
  return new File([blob], 'ik.png', { type: 'image/png' })
}

/** As a member chooses a file in the browser's own window. */
function choose(element: Element, file: File): void {
  const chosen = new DataTransfer()
  chosen.items.add(file)
  const input = inside<HTMLInputElement>(element, 'input[type=file]')!
  input.files = chosen.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

const press = (element: Element, selector: string) => inside(element, selector)!.click()
const focused = (element: Element, selector: string) =>
  until(() => element.shadowRoot!.activeElement?.matches(selector))

describe('the own photo', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const placed = async () => {
    defineOwnPhoto()
    const element = place<OwnPhoto>('<vlinder-own-photo></vlinder-own-photo>')
    await until(() => inside(element, '.choose'))
    return element
  }
  /** Chosen, and not kept yet. */
  const looking = async (width = 60, height = 80) => {
    const element = await placed()
    choose(element, await picture(width, height))
    await focused(element, '.primary')
    return element
  }
  const sent = () => server.asked.filter(({ path, method }) => path === '/me/photo' && method === 'PUT')

  it('is looked at first and then kept: a square JPEG goes, and what was kept is shown', async () => {
    server = serve()
    const element = await placed()
    await accessible(element)
    choose(element, await picture(3000, 1500))
    await focused(element, '.primary')
    assert.include(text(element), 'Zo zien je collega’s je')
    await accessible(element)
    press(element, '.primary')
    await focused(element, '.choose')
    assert.include(inside(element, '[role=status]')!.textContent!, 'Je foto staat erbij')
    assert.include(inside<HTMLImageElement>(element, 'img')!.src, withPhoto.item.photo!)
    const body = sent()[0]!.body as Blob
    assert.equal(body.type, 'image/jpeg')
    const { width, height } = await createImageBitmap(body)
    assert.deepEqual([width, height], [1024, 1024])
    await accessible(element)
  })

  it('is not enlarged when it is small', async () => {
    server = serve()
    const element = await looking(60, 80)
    press(element, '.primary')
    await focused(element, '.choose')
    const { width, height } = await createImageBitmap(sent()[0]!.body as Blob)
    assert.deepEqual([width, height], [60, 60])
  })

  it('can be left as it was', async () => {
    server = serve()
    const element = await looking()
    press(element, '.plain')
    await focused(element, '.choose')
    assert.isNull(inside(element, 'canvas'))
    assert.isEmpty(sent())
  })

  it('says at once when a file is no picture', async () => {
    server = serve()
    const element = await placed()
    choose(element, new File(['<!doctype html>'], 'ik.jpg', { type: 'image/jpeg' }))
    const alert = await until(() => inside(element, '[role=alert]'))
    assert.include(alert.textContent!, 'kan niet worden gelezen')
    assert.isEmpty(sent())
    await accessible(element)
  })

  for (const [name, status, words] of [
    ['invalid', 400, 'kan niet worden gelezen'],
    ['too-large', 413, 'te groot'],
    ['media-type', 415, 'kan niet worden gelezen'],
    ['rate-limited', 429, 'druk over 60 seconden nog eens'],
    ['internal', 500, 'ging iets mis'],
  ] as const)
    it(`says why when the server answers ${name}, and keeps what was chosen`, async () => {
      let broken = true
      server = serve({
        'PUT /me/photo': () =>
          broken
            ? Response.json(
                { type: `urn:vlinder:problem:${name}`, title: '', status },
                { status, headers: status === 429 ? { 'retry-after': '60' } : {} },
              )
            : withPhoto,
      })
      const element = await looking()
      press(element, '.primary')
      const alert = await until(() => inside(element, '[role=alert]'))
      assert.include(alert.textContent!, words)
      await accessible(element)
      broken = false
      press(element, '.primary')
      await focused(element, '.choose')
    })

  it('shows that it is under way, and can be called off', async () => {
    const answers: ((me: Me) => void)[] = []
    server = serve({ 'PUT /me/photo': () => new Promise<Me>((resolve) => answers.push(resolve)) })
    const element = await looking()
    press(element, '.primary')
    await until(() => inside(element, 'progress') && sent().length)
    assert.equal(inside(element, '.primary')!.getAttribute('aria-disabled'), 'true')
    await accessible(element)
    press(element, '.primary')
    press(element, '.plain')
    await focused(element, '.choose')
    assert.isNull(inside(element, '[role=alert]'))
    assert.isNull(inside(element, 'progress'))
    assert.lengthOf(sent(), 1)
  })

  it('is taken off after one more press', async () => {
    server = serve({ 'GET /me': () => withPhoto })
    const element = await placed()
    press(element, '.push')
    await until(() => text(element).includes('Weet je het zeker'))
    press(element, '.push')
    await until(() => text(element).includes('Je foto is weg'))
    assert.equal(inside(element, '.initials')?.textContent?.trim(), 'SB')
    await focused(element, '.choose')
  })

  it("stands in one's own full card, which follows it, and in nobody else's", async () => {
    let item = me.item
    server = serve({
      'GET /members': ({ query }) => ({
        items: [query.get('ids') === 'm-2' ? item : { ...me.item, id: 'm-1' }],
        next: null,
        mine: { 'm-2': { self: true }, 'm-1': { self: false } },
      }),
      'PUT /me/photo': () => {
        item = withPhoto.item
        return withPhoto
      },
    })
    const other = place<MemberCard>('<vlinder-member-card member="m-1" variant="full"></vlinder-member-card>')
    await until(() => inside(other, '.primary'))
    assert.isNull(inside(other, 'vlinder-own-photo'))
    const card = place<MemberCard>('<vlinder-member-card member="m-2" variant="full"></vlinder-member-card>')
    const own = await until(() => inside(card, 'vlinder-own-photo'))
    await until(() => inside(own, '.choose'))
    assert.isNull(inside(own, '.face'))
    choose(own, await picture(9, 9))
    await focused(own, '.primary')
    press(own, '.primary')
    const face = await until(() => inside<HTMLImageElement>(card, '.head img'))
    assert.include(face.srcset, `${'0'.repeat(32)}-512.webp 512w`)
    await accessible(card)
  })
})

describe('a community that asks for a photo before somebody posts', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })
  const asking = (who = me) =>
    serve({ 'GET ': () => ({ ...community, photoBeforePost: true }), 'GET /me': () => who })
  const asked = (element: Element) => inside(element, 'vlinder-own-photo[asked]')
  const storyForm = async () => {
    const feed = place<StoryFeed>('<vlinder-story-feed></vlinder-story-feed>')
    ;(await until(() => inside(feed, '.bar button'))).click()
    const form = await until(() => inside(feed, 'dialog vlinder-story-studio'))
    await until(() => inside(form, 'input'))
    return { feed, form }
  }

  it('says so in the form for a story, where one can be added', async () => {
    server = asking()
    const { form } = await storyForm()
    const own = await until(() => asked(form))
    await until(() => inside(own, '.choose'))
    assert.include(text(own), 'Voeg een foto van jezelf toe')
    await accessible(form)
    choose(own, await picture(9, 9))
    await focused(own, '.primary')
    press(own, '.primary')
    await until(() => text(own).includes('Je foto staat erbij'))
  })

  it('says so in the ask box once somebody is about to ask', async () => {
    server = asking()
    const box = place<AskPeer>('<vlinder-ask-peer></vlinder-ask-peer>')
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'Hoe doen jullie dit?')
    await until(() => inside<HTMLButtonElement>(box, '.primary:not(:disabled)'))
    assert.isNull(asked(box))
    press(box, '.primary')
    await until(() => asked(box))
    await accessible(box)
  })

  it('says so at a comment once its field has the focus', async () => {
    server = asking()
    const feed = place<StoryFeed>('<vlinder-story-feed></vlinder-story-feed>')
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const field = await until(() => inside(reader, 'textarea'))
    assert.isNull(asked(reader))
    field.focus()
    await until(() => asked(reader))
    await accessible(reader)
  })

  it('says why when a story was refused for it, and keeps what was written', async () => {
    server = serve({ 'POST /stories': () => refusal('photo-required', 403) })
    const { form } = await storyForm()
    inside(form, 'input[type=radio]')!.click()
    press(form, '[title="Wat is de les, en voor wie?"]')
    type(await until(() => inside<HTMLTextAreaElement>(form, '#field')), 'Te vroeg gejuicht')
    press(form, '[title="Kijk het na"]')
    await until(() => inside(form, '.step article'))
    press(form, '.acts .primary')
    await until(() => text(form).includes('Voeg eerst een foto van jezelf toe'))
    press(form, '[title="Wat is de les, en voor wie?"]')
    await until(() => inside<HTMLTextAreaElement>(form, '#field')?.value === 'Te vroeg gejuicht')
  })

  it('asks nothing of who has one', async () => {
    server = asking(withPhoto)
    const { form } = await storyForm()
    await until(() => server.asked.some(({ path }) => path === '/me'))
    await (form as StoryFeed).updateComplete
    assert.isNull(asked(form))
  })
})
