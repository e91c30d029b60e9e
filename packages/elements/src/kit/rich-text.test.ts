import { assert } from '@esm-bundle/chai'
import type { RichText } from '@vlinder/contract'
import { render } from 'lit/html.js'
import { sheetOf } from '../core/css.ts'
import { richTextStyles } from './rich-text.styles.ts'
import { richText } from './rich-text.ts'

const say = (text: string): RichText => [{ type: 'paragraph', children: [{ type: 'text', text }] }]

function show(blocks: RichText): HTMLElement {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheetOf(richTextStyles)]
  const rich = document.createElement('div')
  rich.className = 'rich'
  root.append(rich)
  document.body.append(host)
  render(richText(blocks), rich)
  return rich
}

describe('rich text', () => {
  afterEach(() => document.body.replaceChildren())

  it('keeps paragraphs apart', () => {
    const [first, second] = show([...say('Een.'), ...say('Twee.')]).children
    assert.isAbove(second!.getBoundingClientRect().top - first!.getBoundingClientRect().bottom, 5)
  })

  it('shows high numbers of a list whole', () => {
    const position = (start: number) =>
      getComputedStyle(
        show([{ type: 'list', ordered: true, start, items: [say('jaar')] }]).querySelector('ol')!,
      ).listStylePosition
    assert.equal(position(1986), 'inside')
    assert.equal(position(1), 'outside')
  })
})
