/** Rich text as templates, node by node: there is no HTML string to trust or to clean. */
import type { Block, Inline, RichText } from '@vlinder/contract'
import { html, type TemplateResult } from 'lit/html.js'
import { nameButton } from './person.ts'

type Url = (path: string) => string

/** Absolute address of what a picture's path names, while a text is drawn: templates are made at once, one after the other. */
let urlOf: Url | undefined

/** Without `url`, pictures are what they are said to show. */
export function richText(text: RichText, url?: Url): TemplateResult[] {
  urlOf = url
  return blocks(text)
}

const blocks = (text: RichText): TemplateResult[] => text.map(block)

function block(node: Block): TemplateResult {
  switch (node.type) {
    case 'paragraph':
      return html`<p>${node.children.map(inline)}</p>`
    case 'heading':
      return html`<h4>${node.children.map(inline)}</h4>`
    case 'list': {
      const items = node.items.map((item) => html`<li>${only(item)}</li>`)
      if (!node.ordered) return html`<ul>${items}</ul>`
      const { start = 1 } = node
      return html`<ol start=${start} class=${start + items.length > 100 ? 'high' : ''}>${items}</ol>`
    }
    case 'quote':
      return html`<blockquote>${blocks(node.children)}</blockquote>`
    case 'code-block':
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`
    case 'table':
      return html`<div class="table" tabindex="0"><table><thead><tr>${node.head.map((cell) => html`<th>${cell.map(inline)}</th>`)}</tr></thead>
        <tbody>${node.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell.map(inline)}</td>`)}</tr>`)}</tbody></table></div>`
    case 'rule':
      return html`<hr>`
  }
}

/** An item of one paragraph needs no paragraph. */
const only = (item: Block[]) =>
  item[0]?.type === 'paragraph' ? [item[0].children.map(inline), blocks(item.slice(1))] : blocks(item)

function inline(node: Inline): unknown {
  switch (node.type) {
    case 'text':
      return node.text
    case 'strong':
      return html`<strong>${node.children.map(inline)}</strong>`
    case 'emphasis':
      return html`<em>${node.children.map(inline)}</em>`
    case 'strike':
      return html`<s>${node.children.map(inline)}</s>`
    case 'code':
      return html`<code>${node.text}</code>`
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener nofollow ugc">${node.children.map(inline)}</a>`
    case 'mention':
      return nameButton({ ...node, id: node.member })
    case 'break':
      return html`<br>`
    case 'image':
      return urlOf
        ? html`<img loading="lazy" width=${node.width} height=${node.height} alt=${node.alt} src=${urlOf(node.src)}>`
        : node.alt
  }
}
