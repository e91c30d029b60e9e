import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import '../define/story-studio.ts'
import type { VlinderToldEvent } from '../events/vlinder-told.ts'
import { forget } from '../kit/drafts.ts'
import type { Provider } from '../provider/provider.ts'
import type { StoryFeed } from '../story-feed/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { community, refusal, serve } from '../testing/server.ts'
import type { StoryStudio } from './story-studio.ts'

const FEED = '<vlinder-story-feed></vlinder-story-feed>'

describe('the studio in which a story is told', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const opened = async () => {
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, '.bar button'))).click()
    const studio = await until(() => inside(feed, 'dialog vlinder-story-studio'))
    await until(() => inside(studio, 'input[type=radio]'))
    return { feed, studio }
  }
  /** Jumps to a step by what it asks. */
  const go = async (studio: HTMLElement, ask: string) => {
    const bead = await until(() => inside(studio, `.progress [title="${ask}"]`))
    bead.click()
    await until(() => inside(studio, `.progress [title="${ask}"][aria-current=step]`))
  }
  const field = (studio: HTMLElement) => inside<HTMLTextAreaElement>(studio, '#field')!
  const write = async (studio: HTMLElement, ask: string, words: string) => {
    await go(studio, ask)
    type(await until(() => field(studio)), words)
  }
  const LESSON = 'Wat is de les, en voor wie?'
  const TITLE = 'Welke titel krijgt het?'
  const REVIEW = 'Kijk het na'
  const CALL = 'Mogen collega’s je hierover bellen?'
  const fill = async (studio: HTMLElement, title: string) => {
    await go(studio, 'Hoe liep het af?')
    inside(studio, 'input[type=radio]')!.click()
    await write(studio, LESSON, 'Vraag het eerst aan de mantelzorg.')
    await write(studio, TITLE, title)
  }
  const press = (studio: HTMLElement) => inside(studio, '.acts .primary')!.click()
  const send = async (studio: HTMLElement) => {
    await go(studio, REVIEW)
    press(studio)
  }
  const posted = () => server.asked.filter(({ method, path }) => method === 'POST' && path === '/stories')
  const focused = (studio: HTMLElement) => studio.shadowRoot!.activeElement as HTMLElement | null

  it('opens at its first field, and each step at its own', async () => {
    server = serve()
    const { studio } = await opened()
    await until(() => focused(studio) === inside(studio, 'input'))
    inside(studio, 'input[type=radio]')!.click()
    press(studio)
    await until(() => field(studio) && focused(studio) === field(studio))
    assert.include(text(studio), 'Stap 2 van 13')
    await accessible(studio)
  })

  it('is passable in every step', async () => {
    server = serve()
    const { studio } = await opened()
    await accessible(studio)
    for (const ask of ['Wat wilden jullie bereiken?', 'Herken je hier iets in?', CALL, TITLE, REVIEW]) {
      await go(studio, ask)
      await accessible(studio)
    }
  })

  it('goes on with Control and Enter, and ends a line with Enter alone', async () => {
    server = serve()
    const { studio } = await opened()
    await go(studio, 'Wat wilden jullie bereiken?')
    const before = await until(() => field(studio))
    const enter = (more: object) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more })
      before.dispatchEvent(event)
      return event.defaultPrevented
    }
    assert.isFalse(enter({}))
    assert.isTrue(enter({ ctrlKey: true }))
    await until(() => inside(studio, '[aria-current=step]')?.title === 'Wat hebben jullie gedaan?')
  })

  it('asks for the lesson alone, and takes the title from it', async () => {
    server = serve()
    const { studio } = await opened()
    inside(studio, 'input[type=radio]')!.click()
    await send(studio)
    await until(() => text(studio).includes('Schrijf de les op'))
    await until(() => focused(studio) === field(studio))
    assert.equal(field(studio).getAttribute('aria-invalid'), 'true')
    await accessible(studio)
    type(field(studio), 'Vraag het eerst. Dan pas de rest.')
    await send(studio)
    await until(() => posted().length)
    assert.deepInclude(posted()[0]!.body as object, {
      kind: 'failure',
      title: 'Vraag het eerst',
      lesson: 'Vraag het eerst. Dan pas de rest.',
    })
  })

  it('asks how it ended when that was passed over', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, LESSON, 'Vraag het eerst.')
    await send(studio)
    await until(() => text(studio).includes('Kies hoe het afliep'))
    await until(() => focused(studio)?.localName === 'input')
    assert.equal(posted().length, 0)
  })

  it('asks of every kind whether they may be called about it, and says nothing of that unless they do', async () => {
    server = serve()
    const { studio } = await opened()
    for (const kind of [...studio.shadowRoot!.querySelectorAll('input')].reverse()) {
      kind.click()
      await until(() => inside(studio, `.progress [title="${CALL}"]:not(.filled)`))
    }
    await go(studio, CALL)
    assert.equal(inside(studio, '.acts .primary')!.textContent, 'Sla over')
    const choices = () => [...studio.shadowRoot!.querySelectorAll<HTMLElement>('.step .filters button')]
    const chosen = () => choices().flatMap((one) => (one.ariaPressed === 'true' ? [one.textContent] : []))
    const choose = async (i: number, then: string[]) => {
      choices()[i]!.click()
      await until(() => chosen().join() === then.join())
    }
    await choose(0, ['Ja'])
    await accessible(studio)
    await choose(1, ['Liever niet'])
    await choose(1, [])
    await fill(studio, 'Niets gezegd')
    await send(studio)
    await until(() => posted().length)
    assert.notProperty(posted()[0]!.body, 'contact')
  })

  for (const [label, contact] of [
    ['Ja', true],
    ['Liever niet', false],
  ] as const)
    it(`keeps "${label}" with the draft, and publishes it with the story`, async () => {
      server = serve()
      const { feed, studio } = await opened()
      await write(studio, TITLE, 'Wel gezegd')
      await go(studio, CALL)
      const choice = await until(() =>
        [...studio.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent === label),
      )
      choice.click()
      await until(() => inside(studio, '.step [aria-pressed=true]')?.textContent === label)
      await until(() => text(studio).includes('Bewaard.'))
      const other = await elsewhere(feed, '')
      await go(other.studio, CALL)
      await until(() => inside(other.studio, '.step [aria-pressed=true]')?.textContent === label)
      await fill(other.studio, 'Wel gezegd')
      await send(other.studio)
      await until(() => posted().length)
      assert.deepInclude(posted()[0]!.body as object, { contact })
    })

  it('offers no pattern that was retired', async () => {
    const patterns = [...community.patterns, { id: 'old', name: 'Verouderd', retired: true as const }]
    server = serve({ 'GET ': () => ({ ...community, patterns }) })
    const { studio } = await opened()
    await go(studio, 'Herken je hier iets in?')
    await until(() => text(studio).includes('Een partij ontbrak aan tafel'))
    assert.notInclude(text(studio), 'Verouderd')
  })

  it('publishes each answer as a section of its own', async () => {
    server = serve()
    const { feed, studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Niemand *gebruikte* het.')
    await go(studio, 'Herken je hier iets in?')
    inside(studio, '.filters button')!.click()
    await fill(studio, 'Te vroeg gejuicht')
    inside(studio, '.filters button')!.click()
    await send(studio)
    await until(() => !inside(feed, 'dialog'))
    assert.deepEqual(posted()[0]!.body, {
      kind: 'failure',
      title: 'Te vroeg gejuicht',
      lesson: 'Vraag het eerst aan de mantelzorg.',
      body: '',
      topics: ['medicatie'],
      patterns: ['missing-party'],
      sections: [{ prompt: 'happened', body: 'Niemand *gebruikte* het.' }],
    })
  })

  it('is written in one go as well, and loses nothing on the way there or back', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Niemand gebruikte het.')
    const other = () => inside(studio, '.progress p button')!.click()
    other()
    const whole = await until(() => inside(studio, '.tall') && field(studio))
    assert.equal(whole.value, '## Wat er gebeurde\n\nNiemand gebruikte het.')
    type(whole, `Eerst dit.\n\n${whole.value}\nTwee wel.`)
    other()
    await until(() => field(studio)?.value === 'Niemand gebruikte het.\nTwee wel.')
    await go(studio, 'Jouw verhaal')
    await until(() => field(studio)?.value === 'Eerst dit.')
  })

  it('shows before publishing who will see it, and how it will look', async () => {
    server = serve({
      'POST /text/preview': () => ({
        richText: [{ type: 'paragraph', children: [{ type: 'text', text: 'Zo dus.' }] }],
      }),
    })
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', '**Zo** dus.')
    await go(studio, REVIEW)
    await until(() => text(studio).includes('Iedereen in Zorg Dichtbij kan dit lezen: nu 25 leden'))
    await until(() => inside(studio, '.rich')?.textContent?.includes('Zo dus.'))
  })

  it('begins what is looked through at its top, never at the button that publishes', async () => {
    server = serve()
    const { studio } = await opened()
    await fill(studio, 'Te vroeg gejuicht')
    const next = inside(studio, '.acts .primary')!
    next.focus()
    next.click()
    await until(() => inside(studio, '.step h3'))
    await until(() => focused(studio) === inside(studio, '.step h3'))
  })

  it('says that a look at it must wait when there is no connection, and publishes nothing by itself', async () => {
    server = serve({
      'POST /text/preview': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Zo dus.')
    await go(studio, REVIEW)
    await until(() => text(studio).includes('alleen met verbinding'))
  })

  it('marks what is selected by a button or its keys, and the browser can undo it', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'een woord meer')
    const area = field(studio)
    const select = () => {
      area.focus()
      area.setSelectionRange(4, 9)
    }
    select()
    inside(studio, '.tool')!.click()
    assert.equal(area.value, 'een **woord** meer')
    assert.equal(area.value.slice(area.selectionStart, area.selectionEnd), 'woord')
    assert.equal(focused(studio), area)
    document.execCommand('undo')
    assert.equal(area.value, 'een woord meer')
    select()
    const key = new KeyboardEvent('keydown', { key: 'b', ctrlKey: true, bubbles: true, cancelable: true })
    area.dispatchEvent(key)
    assert.isTrue(key.defaultPrevented)
    assert.equal(area.value, 'een **woord** meer')
    await go(studio, REVIEW)
    await go(studio, 'Wat gebeurde er?')
    await until(() => field(studio)?.value === 'een **woord** meer')
  })

  it('shows while writing how it will look, and goes on where one was', async () => {
    server = serve({
      'POST /text/preview': ({ body }) => ({
        richText: [
          { type: 'paragraph', children: [{ type: 'text', text: `Zo: ${(body as { text: string }).text}` }] },
        ],
      }),
    })
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', '**Veel**')
    const look = inside(studio, '.tools [aria-pressed]')!
    look.click()
    await until(() => inside(studio, '.rich')?.textContent?.includes('Zo: **Veel**'))
    assert.equal(look.getAttribute('aria-pressed'), 'true')
    await accessible(studio)
    look.click()
    await until(() => !inside(studio, '.rich') && focused(studio) === field(studio))
    look.click()
    await write(studio, 'Wat ging wél goed?', 'Weinig')
    assert.isNull(inside(studio, '.rich'))
  })

  const png = async (): Promise<DataTransfer> => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 9
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)))
    const data = new DataTransfer()
    data.items.add(new File([blob], 'kast.png', { type: 'image/png' }))
    return data
  }
  const SRC = `/media/${'f00d'.repeat(8)}.webp#9x9`
  const picturing = (studio: Element) => until(() => inside(studio, 'dialog vlinder-picture-form'))

  it('adds a picture with what it shows, where one was writing', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Dit lag er.')
    field(studio).setSelectionRange(11, 11)
    const input = inside<HTMLInputElement>(studio, '.tools input')!
    input.files = (await png()).files
    input.dispatchEvent(new Event('change'))

    const form = await picturing(studio)
    await until(() => inside(form, 'canvas') && focused(form as HTMLElement)?.id === 'alt')
    await until(() => inside(form, '.primary:not(:disabled)'))

    await accessible(form)

    // Nobody is left without what it shows.
    inside(form, '.primary')!.click()

    assert.isNotNull(inside(studio, 'dialog vlinder-picture-form'))
    type(inside<HTMLInputElement>(form, '#alt')!, 'Een [volle] kast')
    inside(form, '.primary')!.click()

    await until(() => field(studio).value === `Dit lag er.\n\n![Een \\[volle\\] kast](${SRC})\n\n`)
    await until(() => focused(studio) === field(studio))
  })

  it('takes a picture that is pasted or dropped, but not one that comes beside words', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', '')
    const data = await png()
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
    field(studio).dispatchEvent(drop)
    assert.isTrue(drop.defaultPrevented)
    const form = await picturing(studio)
    type(inside<HTMLInputElement>(form, '#alt')!, 'Een kast')
    await until(() => inside(form, '.primary:not(:disabled)'))
    inside(form, '.primary')!.click()
    await until(() => field(studio).value === `![Een kast](${SRC})\n\n`)
    const paste = (clipboardData: DataTransfer) => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      field(studio).dispatchEvent(event)
      return event.defaultPrevented
    }
    const both = await png()
    both.setData('text/plain', 'Een kast')
    assert.isFalse(paste(both))
    assert.isTrue(paste(data))
    await picturing(studio)
  })

  it('keeps what was typed when a picture does not arrive, and sends it again', async () => {
    let broken = true
    server = serve({
      'POST /attachments': () =>
        broken ? refusal('internal', 500) : { item: { id: 'f00d'.repeat(8), src: SRC, width: 9, height: 9 } },
    })
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Dit lag er.')
    const drop = new DragEvent('drop', { dataTransfer: await png(), bubbles: true, cancelable: true })
    field(studio).dispatchEvent(drop)
    const form = await picturing(studio)
    type(inside<HTMLInputElement>(form, '#alt')!, 'Een kast')
    const again = await until(() => inside(form, '[role=alert] button'))
    assert.equal(inside<HTMLInputElement>(form, '#alt')!.value, 'Een kast')
    assert.isNotNull(inside(form, '.primary:disabled'))
    broken = false
    again.click()
    await until(() => inside(form, '.primary:not(:disabled)'))
    inside(form, '.primary')!.click()
    await until(() => field(studio).value.includes(`![Een kast](${SRC})`))
  })

  it('says what is no picture, and gives up a picture that is on its way', async () => {
    server = serve({ 'POST /attachments': () => new Promise(() => {}) })
    const { studio } = await opened()
    await write(studio, 'Wat gebeurde er?', 'Dit lag er.')
    const input = inside<HTMLInputElement>(studio, '.tools input')!
    const choose = (data: DataTransfer) => {
      input.files = data.files
      input.dispatchEvent(new Event('change'))
    }
    const cancel = async (form: Element) => {
      inside(form, '.plain')!.click()
      await until(() => !inside(studio, 'dialog vlinder-picture-form'))
    }
    const wrong = new DataTransfer()
    wrong.items.add(new File(['a'], 'a.png', { type: 'image/png' }))
    choose(wrong)
    const form = await picturing(studio)
    await until(() => text(form).includes('kan niet worden gelezen'))
    await cancel(form)
    choose(await png())
    const next = await picturing(studio)
    await until(() => inside(next, 'progress'))
    await until(() => server.asked.some(({ path }) => path === '/attachments'))
    await cancel(next)
    assert.equal(field(studio).value, 'Dit lag er.')
  })

  it('warns of what may tell who a client is, marks the place, leads there, and stands in nobody’s way', async () => {
    server = serve()
    const { feed, studio } = await opened()
    await fill(studio, 'Een titel')
    await write(studio, 'Wat gebeurde er?', 'Toen belde zij 06-12345678 weer.')
    await go(studio, REVIEW)
    const warning = await until(() => inside(studio, '.shared'))
    assert.equal(warning.querySelector('mark')?.textContent, '06-12345678')
    assert.include(warning.textContent!, 'lijkt een telefoonnummer')
    await accessible(studio)
    warning.querySelector('button')!.click()
    await until(() => field(studio)?.value.includes('06-12345678'))
    await send(studio)
    await until(() => !inside(feed, 'dialog'))
    assert.equal(posted().length, 1)
  })

  it('takes a topic of one’s own, and a known one as the community writes it', async () => {
    server = serve()
    const { feed, studio } = await opened()
    await fill(studio, 'Een titel')
    const own = () => inside<HTMLInputElement>(studio, '.own input')!
    const enter = () =>
      own().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    own().value = ' sleutels '
    const chosen = (n: number) =>
      until(() => studio.shadowRoot!.querySelectorAll('fieldset [aria-pressed=true]').length === n)
    enter()
    await chosen(1)
    own().value = 'WONDZORG'
    enter()
    await chosen(2)
    await accessible(studio)
    await send(studio)
    await until(() => !inside(feed, 'dialog'))
    assert.deepEqual((posted()[0]!.body as { topics: string[] }).topics, ['sleutels', 'wondzorg'])
  })

  it('goes to the step that the server would not have', async () => {
    server = serve({
      'POST /stories': () =>
        Response.json(
          {
            type: 'urn:vlinder:problem:invalid',
            title: '',
            status: 400,
            errors: [{ path: 'body.sections.0.body', detail: '' }],
          },
          { status: 400 },
        ),
    })
    const { studio } = await opened()
    await write(studio, 'Wat ging wél goed?', 'Veel.')
    await fill(studio, 'Te vroeg')
    await send(studio)
    await until(() => inside(studio, '[aria-current=step]')?.title === 'Wat ging wél goed?')
    await until(() => field(studio)?.getAttribute('aria-invalid') === 'true')
  })

  it('stands alone, and offers to read back what was told', async () => {
    server = serve()
    const studio = place<StoryStudio>('<vlinder-story-studio></vlinder-story-studio>')
    await until(() => inside(studio, 'input[type=radio]'))
    assert.isNull(focused(studio))
    let told: string | undefined
    addEventListener('vlinder-told', (event) => (told = (event as VlinderToldEvent).story.id), { once: true })
    await fill(studio, 'Alleen')
    await send(studio)
    await until(() => text(studio).includes('Je verhaal staat erbij'))
    assert.equal(told, 's-1')
    await accessible(studio)
    inside(studio, '.told .primary')!.click()
    await until(() => inside(studio, 'dialog vlinder-story-reader'))
  })

  it('finds what was written at every step again, at that step, when the page is gone', async () => {
    server = serve()
    const { feed } = await opened()
    const asks = ['Wat wilden jullie bereiken?', 'Waardoor liep het zo?', LESSON, TITLE]
    for (const [i, ask] of asks.entries()) {
      const before = await elsewhere(feed, 'm-1')
      await write(before.studio, ask, `Antwoord ${i}`)
      await until(() => text(before.studio).includes('Bewaard'))
      before.feed.parentElement!.remove()
      forget()
      const after = await elsewhere(feed, 'm-1')
      await until(() => field(after.studio)?.value === `Antwoord ${i}`)
      assert.equal(inside(after.studio, '[aria-current=step]')!.title, ask)
      for (const [j, earlier] of asks.slice(0, i).entries()) {
        await go(after.studio, earlier)
        await until(() => field(after.studio)?.value === `Antwoord ${j}`)
      }
      after.feed.parentElement!.remove()
    }
  })

  it('tells a story once, also when its words change after an answer that got lost', async () => {
    let lost = true
    server = serve({
      'POST /stories': () => (lost ? refusal('internal', 500) : refusal('idempotency-key-reused', 422)),
    })
    const { studio } = await opened()
    await fill(studio, 'Te vroeg')
    await send(studio)
    await until(() => inside(studio, '[role=alert]'))
    const keys = () => new Set(posted().map(({ key }) => key))
    assert.equal(keys().size, 1)
    lost = false
    await write(studio, TITLE, 'Te vroeg gejuicht')
    await send(studio)
    await until(() => text(studio).includes('toch aangekomen'))
    assert.equal(keys().size, 1)
  })

  /** A studio whose story could not be sent; `back` gives the connection back. */
  const unsent = async () => {
    let away = true
    server = serve({
      'POST /stories': () => {
        if (away) throw new TypeError('Failed to fetch')
      },
    })
    const { studio } = await opened()
    await fill(studio, 'Geen bereik')
    await send(studio)
    await until(() => text(studio).includes('Dat gebeurt vanzelf zodra er weer verbinding is.'))
    const back = () => {
      away = false
      dispatchEvent(new Event('online'))
    }
    return { studio, back }
  }

  it('sends by itself, once, what could not be sent', async () => {
    const { studio, back } = await unsent()
    await accessible(studio)
    back()
    await until(() => inside(studio, '.told') || !studio.isConnected)
    assert.equal(new Set(posted().map(({ key }) => key)).size, 1)
  })

  it('does not send what was taken back, and keeps it', async () => {
    const { studio, back } = await unsent()
    ;[...studio.shadowRoot!.querySelectorAll('button')]
      .find(({ textContent }) => textContent === 'Niet versturen')!
      .click()
    await until(() => !text(studio).includes('Nog niet verstuurd'))
    const before = posted().length
    back()
    await go(studio, TITLE)
    await until(() => field(studio)?.value === 'Geen bereik')
    assert.equal(posted().length, before)
  })

  it('says how much fits when that runs out', async () => {
    server = serve()
    const { studio } = await opened()
    await write(studio, TITLE, 'a'.repeat(290))
    await until(() => text(studio).includes('Nog 10 tekens'))
    type(field(studio), 'a'.repeat(30))
    await until(() => !text(studio).includes('tekens'))
  })

  it('asks before the page is left while something is written that is kept nowhere', async () => {
    server = serve({ 'PUT /drafts/story': () => refusal('internal', 500) })
    const { studio } = await opened()
    await go(studio, TITLE)
    await until(() => field(studio))
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true })
      dispatchEvent(event)
      return event.defaultPrevented
    }
    assert.isFalse(leave())
    type(field(studio), 'Half af')
    assert.isTrue(leave())
    type(field(studio), '')
    assert.isFalse(leave())
  })

  /** The same member's form on another page, or on this one after it was loaded anew. */
  const elsewhere = async (feed: StoryFeed, sub: string) => {
    const provider = feed.parentElement!.cloneNode() as Provider
    provider.getToken = signedIn(sub)
    provider.innerHTML = FEED
    document.body.append(provider)
    const other = provider.firstElementChild as StoryFeed
    ;(await until(() => inside(other, '.bar button'))).click()
    const studio = await until(() => inside(other, 'dialog vlinder-story-studio'))
    await until(() => inside(studio, 'form'))
    return { feed: other, studio }
  }
  const signedIn = (sub: string) => async () => `e30.${btoa(JSON.stringify({ sub }))}.`

  it('keeps what is written, and finds it again on another page', async () => {
    server = serve()
    const { feed } = await opened()
    const one = await elsewhere(feed, 'm-1')
    await write(one.studio, TITLE, 'Half af')
    await until(() => text(one.studio).includes('Bewaard. Je kunt hier later'))
    forget()
    const other = await elsewhere(feed, 'm-1')
    await until(() => field(other.studio)?.value === 'Half af')
    await fill(other.studio, 'Helemaal af')
    await send(other.studio)
    await until(() =>
      server.asked.some(({ method, path }) => method === 'DELETE' && path === '/drafts/story'),
    )
  })

  it('finds what only this browser holds, also when one moves on before it is here', async () => {
    const come = Promise.withResolvers<void>()
    let held: Promise<void> | undefined
    server = serve({
      'GET /drafts': async () => {
        await held
        return { items: [] }
      },
      'PUT /drafts/story': () => refusal('internal', 500),
    })
    const feed = place<StoryFeed>('<i></i>')
    feed.parentElement!.remove()
    const before = await elsewhere(feed, 'm-1')
    await write(before.studio, TITLE, 'Half af')
    await until(() => text(before.studio).includes('Bewaard op dit apparaat'))
    before.feed.parentElement!.remove()
    forget()
    held = come.promise
    const asked = server.asked.length
    const after = await elsewhere(feed, 'm-1')
    await until(() => server.asked.slice(asked).some(({ path }) => path === '/drafts'))
    await go(after.studio, LESSON)
    come.resolve()
    await until(() => field(after.studio)?.value === 'Half af')
    localStorage.clear()
  })

  it('asks which to keep when it was written on another page as well', async () => {
    const value = { fields: { step: 'title', title: 'Op de andere' }, key: 'k' }
    const theirs = { key: 'story', value, revision: 3, at: '2026-11-24T09:00:00.000Z' }
    let written = false
    server = serve({
      'GET /drafts': () => ({ items: written ? [theirs] : [] }),
      'PUT /drafts/story': () => {
        written = true
        return refusal('conflict', 409)
      },
    })
    const { studio } = await opened()
    await go(studio, TITLE)
    await until(() => field(studio))
    const title = () => field(studio)
    type(title(), 'Op deze')
    await until(() => text(studio).includes('Welke tekst wil je houden?'))
    assert.equal(title().value, 'Op deze')
    await accessible(studio)
    inside(studio, '[role=alert] button')!.click()
    await until(() => title()?.value === 'Op de andere' && !inside(studio, '[role=alert]'))
  })

  it('keeps what one member writes from the next', async () => {
    server = serve()
    const { feed, studio } = await opened()
    await go(studio, TITLE)
    await until(() => field(studio))
    const title = () => field(studio)
    const as = (sub: string) => {
      const provider = feed.parentElement as HTMLElement & { getToken: () => Promise<string> }
      provider.getToken = async () => `e30.${btoa(JSON.stringify({ sub }))}.`
    }
    // Whose it is turns out once there is a token.
    type(title(), 'Van m-1')
    as('m-1')
    await until(() => (studio as StoryStudio).community.subject() === 'm-1' && title()?.value === 'Van m-1')
    as('m-2')
    await until(() => !field(studio))
    as('m-1')
    await until(() => title()?.value === 'Van m-1')
  })
})
