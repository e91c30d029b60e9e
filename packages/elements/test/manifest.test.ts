/** What is documented is there, and what is there is documented: custom-elements.json against the classes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { AskPeer, Doctor, MemberCard, Provider, Search, StoryFeed, StoryStudio } from '../src/index.ts'

const ELEMENTS: Record<string, unknown> = {
  AskPeer,
  Doctor,
  MemberCard,
  Provider,
  Search,
  StoryFeed,
  StoryStudio,
}

interface Named {
  name: string
}
interface Declaration extends Named {
  tagName?: string
  attributes?: Named[]
  events?: Named[]
  cssParts?: Named[]
  cssProperties?: Named[]
}
const manifest: { modules: { path: string; declarations?: Declaration[] }[] } = JSON.parse(
  readFileSync(new URL('../custom-elements.json', import.meta.url), 'utf8'),
)
const documented = manifest.modules.flatMap(({ path, declarations = [] }) =>
  declarations.filter(({ tagName }) => tagName).map((declaration) => ({ path, ...declaration })),
)

test('every public element is documented', () => {
  assert.deepEqual(documented.map(({ tagName }) => tagName).sort(), [
    'vlinder-ask-peer',
    'vlinder-doctor',
    'vlinder-member-card',
    'vlinder-provider',
    'vlinder-search',
    'vlinder-story-feed',
    'vlinder-story-studio',
  ])
})

for (const {
  name,
  tagName,
  path,
  attributes = [],
  events = [],
  cssParts = [],
  cssProperties = [],
} of documented) {
  const element = ELEMENTS[name] as {
    properties: Record<string, { attribute?: string | false }>
  }
  const source = (file: string) => readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8')
  const folder = path.split('/').at(-2)
  const code = [
    source(`${folder}/${folder}.ts`),
    ...['kit/person.ts', 'core/states.ts', 'core/load.ts', 'core/session.ts', 'core/base.styles.ts'].map(
      source,
    ),
    ...(folder === 'story-feed'
      ? [source('story-feed/story-card.ts'), source('story-studio/story-studio.ts')]
      : []),
    ...(folder === 'ask-peer' ? [source('member-card/member-card.ts')] : []),
    ...(folder === 'member-card' ? [source('member-card/member-card.styles.ts')] : []),
  ]
    .join('\n')
    .replace(/^ \* @.*$/gm, '')

  test(`${tagName} documents exactly the attributes that it has`, () => {
    const observed = Object.entries(element.properties)
      .filter(([, { attribute }]) => attribute !== false)
      .map(([property, { attribute }]) => attribute || property.toLowerCase())
    const own = new Set([
      ...observed.filter((one) => one !== 'lang'),
      ...(tagName === 'vlinder-member-card' ? ['bare'] : []),
    ])
    assert.deepEqual(
      [...new Set(attributes.map((attribute) => attribute.name))]
        .filter((one) => /^[a-z-]+$/.test(one) && one !== 'lang')
        .sort(),
      [...own].sort(),
    )
  })

  test(`${tagName} has every event, part and variable that it documents`, () => {
    for (const event of events)
      assert.ok(
        new RegExp(
          event.name
            .split('-')
            .map((word) => word[0]?.toUpperCase() + word.slice(1))
            .join(''),
        ).test(code),
        event.name,
      )
    for (const part of cssParts) assert.ok(code.includes(`part="${part.name}"`), part.name)
    for (const variable of cssProperties) assert.ok(code.includes(`var(${variable.name}`), variable.name)
  })
}
