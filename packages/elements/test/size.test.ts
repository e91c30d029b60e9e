/** The byte budgets: what a page pays before the first stories show, and for each part that comes later. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { gzipSync } from 'node:zlib'

const KB = 1024
const folder = new URL('../dist/sdk/', import.meta.url)
const size = (file: string) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length

interface Chunk {
  file: string
  name?: string
  imports?: string[]
  dynamicImports?: string[]
}
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'))

/** A chunk and everything that it imports at once. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const other of chunk.imports ?? []) closure(other, seen)
  return seen
}
const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + size(file), 0)
const FEED = 'src/define/story-feed.ts'

test('the loader is at most 2 KB', () => {
  assert.ok(size('vlinder.js') <= 2 * KB, `${size('vlinder.js')} bytes`)
})

/** Whoever builds a page loads it while something does not work; no reader ever does. */
const isDoctor = (file: string) => file.includes('doctor')

/** Whoever tells a story loads it; whoever reads does not. */
const isStudio = (file: string) => /studio|review|picture/.test(file)
const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'))
/** Nobody reads in two languages. */
const inLanguage = (lang: string) =>
  scripts.filter((file) => file.startsWith(lang) || !/^(nl|en)[.-]/.test(file))

/** What comes by itself, sooner or later, while somebody reads stories with their comments and looks who wrote them. */
const READING = [
  'define/story-feed',
  'story-feed/late',
  'waiting/waiting',
  'story-feed/live-feed',
  'story-feed/open-story',
  'story-feed/after',
  'live/thread',
  'acts/acts',
  'kit/writing',
  'kit/keeper',
  'member-card/open',
]

/** In bytes; see the test that holds it. */
const ALL_MAX = 114.2 * KB

for (const lang of ['nl', 'en']) {
  test(`a whole visit of reading is at most 45 KB beside the loader, in ${lang}`, () => {
    const parts = [...READING, `locale/${lang}`, `locale/${lang}.more`].map((part) => `src/${part}.ts`)
    for (const part of parts) assert.ok(manifest[part], `${part} is a part of its own`)
    const total = sum(new Set(parts.flatMap((part) => [...closure(part)])))
    assert.ok(total <= 45 * KB, `${total} bytes`)
  })

  /** Nobody loads all of it, and each part that only some press for has its own bound. It is this much: what adds to it is seen here. */
  test(`all of it but the doctor, in ${lang}, is no more than was measured`, () => {
    const total = sum(inLanguage(lang).filter((file) => !isDoctor(file)))
    assert.ok(total <= ALL_MAX, `${total} bytes`)
  })

  test(`the whole studio is at most 12 KB on top of what every form loads, in ${lang}`, () => {
    const total = sum(inLanguage(lang).filter(isStudio))
    assert.ok(total > 0 && total <= 12 * KB, `${total} bytes`)
  })
}

test('the doctor is at most 6 KB with its words in one language', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.js') && isDoctor(file))
  for (const lang of ['nl', 'en']) {
    const total = sum(files.filter((file) => !file.includes('.doctor') || file.startsWith(lang)))
    assert.ok(files.length === 3 && total <= 6 * KB, `${lang}: ${total} bytes`)
  }
})

test('each lazy part is at most 6 KB, the studio 12, on top of what asks for it and of the first widget', () => {
  const first = closure(FEED)
  for (const [asking, { dynamicImports = [] }] of Object.entries(manifest)) {
    const there = closure(asking)
    for (const part of dynamicImports) {
      const more = sum([...closure(part)].filter((file) => !first.has(file) && !there.has(file)))
      assert.ok(more <= (isStudio(part) ? 12 : 6) * KB, `${part}, asked for by ${asking}: ${more} bytes`)
    }
  }
})

test('the first stories show after at most 15 KB beside the loader', () => {
  assert.ok(manifest[FEED] && manifest['src/locale/nl.ts'], 'the build names its chunks')
  const total = sum(new Set([...closure(FEED), ...closure('src/locale/nl.ts')]))
  assert.ok(total <= 15 * KB, `${total} bytes`)
})
