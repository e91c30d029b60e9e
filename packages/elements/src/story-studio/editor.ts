/**
 * A text in Markdown, for people who need not know that it is: buttons that mark what is selected, their keys, and a look at
 * how it will be shown.
 */
import { html, svg } from 'lit/html.js'
import type { StudioWords } from '../locale/nl.studio.ts'
import { begun, beside, type Edit, linked, marked, named, type Selected } from './markdown-edits.ts'

const LINES = 'M4 5h.01M4 10h.01M4 15h.01M8 5h9M8 10h9M8 15h9'
const CHAIN = 'M8 12l4-4M9 6l1.5-1.5a3 3 0 0 1 5 5L14 11M11 14l-1.5 1.5a3 3 0 0 1-5-5L6 9'
const PICTURE = 'M3 4h14v12H3zM3 14l4-4 3 3 3-3 4 4M7 7.5h.01'
const EYE = 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5m8-2a2 2 0 1 0 .1 0'
const drawing = (path: string) => svg`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`

const TOOLS = {
  bold: { shows: html`<b>B</b>`, key: 'b', edit: (at: Selected) => marked(at, '**') },
  heading: { shows: html`<b>H</b>`, key: '', edit: (at: Selected) => begun(at, '## ') },
  list: { shows: drawing(LINES), key: '', edit: (at: Selected) => begun(at, '- ') },
  quote: { shows: html`<b>”</b>`, key: '', edit: (at: Selected) => begun(at, '> ') },
  link: { shows: drawing(CHAIN), key: 'k', edit: linked },
  mention: { shows: '@', key: '', edit: named },
}

export interface Editing {
  text: string
  max: number
  readonly: boolean
  invalid: boolean
  tall: boolean
  input(text: string): void
  /** The text as it will be shown, while that is looked at. */
  look: unknown
  toggleLook(): void
  /** What Markdown says of a picture, once it is there; nothing when it came to nothing. */
  picture(file: File): Promise<string | undefined>
}

export function editor(own: StudioWords, { look, toggleLook, picture, ...field }: Editing) {
  const press = (event: Event, edit: (at: Selected) => Edit) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot
    change(root.querySelector<HTMLTextAreaElement>('#field')!, edit)
  }
  const keys = (event: KeyboardEvent) => {
    const tool = Object.values(TOOLS).find(({ key }) => key && key === event.key.toLowerCase())
    if (!tool || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    event.preventDefault()
    change(event.currentTarget as HTMLTextAreaElement, tool.edit)
  }
  /** Where the cursor stood before they were looked at, one after the other. */
  const add = async (from: EventTarget | null, files: FileList | null) => {
    const root = (from as Node).getRootNode() as ShadowRoot
    const area = () => root.querySelector<HTMLTextAreaElement>('#field')
    for (const file of [...(files ?? [])]) {
      const at = area()?.selectionEnd
      const markdown = await picture(file)
      if (markdown && area()) change(area()!, ({ text, end }) => beside({ text, end: at ?? end }, markdown))
    }
  }
  const chosen = ({ currentTarget }: Event) => {
    const input = currentTarget as HTMLInputElement
    void add(input, input.files)
    // The same one can be chosen again.
    input.value = ''
  }
  /** Word says the same twice, in words and as a picture of them. */
  const given = (event: Event, data: DataTransfer | null) => {
    if (field.readonly || !data?.types.includes('Files') || data.types.includes('text/plain')) return
    event.preventDefault()
    if (event.type !== 'dragover') void add(event.currentTarget, data.files)
  }
  const dragged = (event: DragEvent) => given(event, event.dataTransfer)
  const choose = (event: Event) =>
    (event.currentTarget as HTMLElement).parentElement!.querySelector('input')?.click()
  return html`<div class="tools" role="group" aria-label=${own.tools.label}>
      ${Object.entries(TOOLS).map(([name, { shows, key, edit }]) => {
        const label = own.tools[name as keyof typeof TOOLS] + (key && ` (Ctrl+${key.toUpperCase()})`)
        return html`<button type="button" class="tool" title=${label} aria-label=${label} ?disabled=${Boolean(look) || field.readonly} @mousedown=${(event: Event) => event.preventDefault()} @click=${(event: Event) => press(event, edit)}>${shows}</button>`
      })}
      <button type="button" class="tool" title=${own.tools.picture} aria-label=${own.tools.picture} ?disabled=${Boolean(look) || field.readonly} @click=${choose}>${drawing(PICTURE)}</button>
      <input type="file" accept="image/jpeg,image/png,image/webp" hidden @change=${chosen}>
      <button type="button" class="tool push" title=${own.look} aria-label=${own.look} aria-pressed=${String(Boolean(look))} @click=${toggleLook}>${drawing(EYE)}</button></div>
    ${look ? html`<div class="rich panel" aria-live="polite">${look}</div>` : ''}
    <textarea id="field" data-start ?hidden=${Boolean(look)} class=${field.tall ? 'tall' : ''} rows="5" maxlength=${field.max} ?readonly=${field.readonly} aria-invalid=${String(field.invalid)} aria-describedby="help wrong" .value=${field.text} @input=${(event: Event) => field.input((event.target as HTMLTextAreaElement).value)} @keydown=${keys} @paste=${(event: ClipboardEvent) => given(event, event.clipboardData)} @dragover=${dragged} @drop=${dragged}></textarea>`
}

/** As if it were typed, so that the browser can undo it. */
function change(area: HTMLTextAreaElement, edit: (at: Selected) => Edit): void {
  const { value: text, selectionStart: start, selectionEnd: end } = area
  const { from, to, insert, ...then } = edit({ text, start, end })
  if (area.readOnly || text.length - (to - from) + insert.length > area.maxLength) return
  area.focus()
  area.setSelectionRange(from, to)
  if (!document.execCommand(insert ? 'insertText' : 'delete', false, insert)) {
    area.setRangeText(insert, from, to, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  }
  area.setSelectionRange(then.start, then.end)
}
