/** docs/elements.md, from custom-elements.json: what each element takes, fires and lets you style. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.ts'

interface Documented {
  name: string
  description?: string
  type?: { text: string }
  default?: string
}

interface Element {
  tagName?: string
  description?: string
  attributes?: Documented[]
  events?: Documented[]
  slots?: Documented[]
  cssParts?: Documented[]
  cssProperties?: Documented[]
}

interface Manifest {
  modules: { declarations?: Element[] }[]
}

const HEAD = `# Every element

Made from the elements' own documentation by \`pnpm build\`; do not edit.
`

export function writeElementDocs(): void {
  const manifest: Manifest = JSON.parse(
    readFileSync(join(ROOT, 'packages/elements/custom-elements.json'), 'utf8'),
  )
  const elements = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter(({ tagName }) => tagName)
    .sort((a, b) => a.tagName!.localeCompare(b.tagName!))
  writeFileSync(join(ROOT, 'docs/elements.md'), [HEAD, ...elements.map(section)].join('\n'))
}

const section = ({
  tagName,
  description,
  attributes = [],
  events = [],
  slots = [],
  cssParts = [],
  cssProperties = [],
}: Element) =>
  [
    `## \`<${tagName}>\`\n\n${description}\n`,
    table(
      'attribute',
      attributes.filter((attribute) => attribute.description),
    ),
    table(
      'event',
      events.filter((event) => event.name),
    ),
    table('slot', slots),
    table('part', cssParts),
    table('variable', cssProperties),
  ].join('')

function table(kind: string, rows: Documented[]): string {
  if (rows.length === 0) return ''
  const lines = rows.map(({ name, description = '', type, default: fallback }) => {
    const values = kind === 'attribute' && type ? ` (${type.text.replaceAll('|', '\\|')})` : ''
    return `| \`${name || '(default)'}\` | ${description}${values}${fallback ? `; default \`${fallback}\`` : ''} |`
  })
  return `\n| ${kind} | |\n|---|---|\n${lines.join('\n')}\n`
}
