import { assert } from '@esm-bundle/chai'
import { html } from 'lit/html.js'
import { css } from './css.ts'
import { ReactiveElement } from './reactive-element.ts'

class Sign extends ReactiveElement {
  static override properties = { text: {}, ownLang: { attribute: 'lang' }, given: { attribute: false } }
  static override styles = [css`:host { display: block }`]
  declare text: string | undefined
  declare ownLang: string | undefined
  declare given: unknown
  drawn = 0
  changes: string[][] = []

  protected override willUpdate(changed: ReadonlySet<string>): void {
    this.changes.push([...changed].filter(Boolean))
  }
  protected override render() {
    this.drawn++
    if (this.text === 'broken') throw new Error('this text cannot be drawn')
    return html`<p>${this.text} ${this.ownLang} ${this.given}</p>`
  }
  get shown() {
    return this.renderRoot.textContent?.trim().replace(/\s+/g, ' ')
  }
}
customElements.define('test-sign', Sign)

async function place(markup: string): Promise<Sign> {
  const holder = document.createElement('div')
  holder.innerHTML = markup
  document.body.append(holder)
  const sign = holder.firstElementChild as Sign
  await sign.updateComplete
  return sign
}

describe('an element that draws itself', () => {
  it('shows its attributes, also under other names than its properties', async () => {
    const sign = await place('<test-sign text="dag" lang="nl"></test-sign>')
    assert.equal(sign.shown, 'dag nl')
    assert.equal(sign.getAttribute('lang'), 'nl')
  })

  it('draws what changes in one turn once, and says which properties changed', async () => {
    const sign = await place('<test-sign text="dag"></test-sign>')
    sign.text = 'goed'
    sign.setAttribute('lang', 'en')
    sign.given = 1
    await sign.updateComplete
    assert.equal(sign.shown, 'goed en 1')
    assert.equal(sign.drawn, 2)
    assert.deepEqual(sign.changes.at(-1), ['text', 'ownLang', 'given'])
  })

  it('leaves alone what was set to what it is', async () => {
    const sign = await place('<test-sign text="dag"></test-sign>')
    sign.text = 'dag'
    await sign.updateComplete
    assert.equal(sign.drawn, 1)
  })

  it('takes a removed attribute for no value', async () => {
    const sign = await place('<test-sign text="dag"></test-sign>')
    sign.removeAttribute('text')
    await sign.updateComplete
    assert.equal(sign.text, undefined)
    assert.equal(sign.shown, '')
  })

  it('has no attribute for a property that says so', async () => {
    const sign = await place('<test-sign given="attribute"></test-sign>')
    assert.equal(sign.given, undefined)
  })

  it('takes what a page set before the element was defined, before its attributes', async () => {
    const early = Object.assign(document.createElement('test-late'), { text: 'property' })
    early.setAttribute('text', 'attribute')
    early.setAttribute('lang', 'nl')
    document.body.append(early)
    customElements.define('test-late', class extends Sign {})
    const late = early as unknown as Sign
    await late.updateComplete
    assert.equal(late.shown, 'property nl')
    late.text = 'later'
    await late.updateComplete
    assert.equal(late.shown, 'later nl')
  })

  it('waits until it is on the page, and goes on after it was moved', async () => {
    const sign = document.createElement('test-sign') as Sign
    sign.text = 'dag'
    await sign.updateComplete
    assert.equal(sign.drawn, 0)
    document.body.append(sign)
    await sign.updateComplete
    assert.equal(sign.shown, 'dag')
    const elsewhere = document.body.appendChild(document.createElement('section'))
    elsewhere.append(sign)
    sign.text = 'weer'
    await sign.updateComplete
    assert.equal(sign.shown, 'weer')
  })

  it('draws again after a drawing that failed', async () => {
    const sign = await place('<test-sign text="dag"></test-sign>')
    sign.text = 'broken'
    const failure = await sign.updateComplete.catch((error: Error) => error.message)
    assert.equal(failure, 'this text cannot be drawn')
    sign.text = 'heel'
    await sign.updateComplete
    assert.equal(sign.shown, 'heel')
  })

  it('tells its controllers the turns of its life, also those that come later', async () => {
    const sign = await place('<test-sign></test-sign>')
    const told: string[] = []
    sign.addController({
      hostConnected: () => told.push('connected'),
      hostDisconnected: () => told.push('disconnected'),
      hostUpdate: () => told.push('update'),
      hostUpdated: () => told.push('updated'),
    })
    sign.requestUpdate()
    await sign.updateComplete
    sign.remove()
    assert.deepEqual(told, ['connected', 'update', 'updated', 'disconnected'])
  })

  it('shares one stylesheet among all elements of a kind', async () => {
    const [one, other] = [await place('<test-sign></test-sign>'), await place('<test-sign></test-sign>')]
    assert.equal(one.renderRoot.adoptedStyleSheets[0], other.renderRoot.adoptedStyleSheets[0])
    assert.equal(getComputedStyle(one).display, 'block')
  })
})
