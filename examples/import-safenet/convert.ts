/**
 * Converts SAFENET reports (near misses at wildland fires, told by those who were there) to Vlinder's import format, as
 * failure stories. The reports name nobody: whoever told one is shown as the job they had, at the service they worked for.
 *
 *   node examples/import-safenet/convert.ts <reports>.jsonl.gz > safenet.jsonl
 */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'

const COMMUNITY = 'safenet'
/** Where examples/import-stackexchange/browse.ts shows a community. */
const BROWSE_ORIGIN = 'http://localhost:4700'
/** Longest lesson, in characters; a longer one goes on in a section of its own. */
const LESSON_MAX = 1_000

export interface Report {
  id: string
  /** `MM/DD/YYYY HH:MM`, local to who knows where. */
  created: string
  title: string
  jurisdiction: string
  position: string
  incident_type: string
  activity: string
  contributing_factors: string[]
  human_factors: string[]
  narrative: string
  immediate_action: string
}

/** What contributed, as something that happens to people and not as something that is wrong with them. */
const PATTERNS: Record<string, [id: string, name: string, advice: string]> = {
  Communications: [
    'not-heard',
    'The message did not arrive',
    'Let whoever receives it say back what they understood, and agree beforehand what to do when nothing is heard.',
  ],
  Equipment: [
    'equipment',
    'The equipment let us down',
    'Try it before it is needed, under the worst circumstances, and say out loud what is out of order.',
  ],
  Environmental: [
    'surroundings',
    'The surroundings turned against us',
    'Ask who knows this place, and what changes there within the hour.',
  ],
  'Fire Behavior': [
    'fire-behaviour',
    'It went faster than we thought',
    'Decide in advance at which sign you leave, and let somebody do nothing but watch for it.',
  ],
  'Decision Making': [
    'decided-under-pressure',
    'Decided under pressure',
    'Name what is still unknown before you choose, and who may still stop it.',
  ],
  'Situational Awareness': [
    'out-of-sight',
    'Nobody had the whole picture',
    'Stop at fixed moments and let everybody say what they see.',
  ],
  Leadership: [
    'who-leads',
    'It was not clear who led',
    'Say at each handover who decides what from now on, and let those who were there before repeat it.',
  ],
  'Risk Assessment': [
    'risk-grew-normal',
    'The risk had become normal',
    'Let somebody new look, and ask what they would not do here.',
  ],
  Performance: [
    'not-trained',
    'We had not practised this',
    'Practise what seldom happens, with the people who will have to do it together.',
  ],
  Fatigue: [
    'tired',
    'We were too tired',
    'Count hours before they count against you, and plan who takes over.',
  ],
}

const SERVICES: Record<string, string> = {
  USFS: 'US Forest Service',
  BLM: 'Bureau of Land Management',
  BIA: 'Bureau of Indian Affairs',
  NPS: 'National Park Service',
  FWS: 'Fish and Wildlife Service',
  State: 'State service',
}

/** The community, then each teller before their first story. */
export async function* records(reports: AsyncIterable<Report>): AsyncGenerator<object> {
  yield {
    type: 'community',
    id: COMMUNITY,
    name: 'SAFENET',
    goal: 'Everybody comes home: what nearly went wrong is told before it goes wrong.',
    languages: ['en'],
    origins: [BROWSE_ORIGIN],
    patterns: Object.values(PATTERNS).map(([id, name, advice]) => ({ id, name, advice })),
  }
  const known = new Set<string>()
  for await (const report of reports) {
    const teller = tellerOf(report)
    if (!known.has(teller.id)) yield { type: 'member', community: COMMUNITY, ...teller }
    known.add(teller.id)
    yield storyOf(report, teller.id)
  }
}

function tellerOf({ position, jurisdiction }: Report) {
  const name = position.trim().slice(0, 200) || 'Firefighter'
  const organisation = SERVICES[jurisdiction] ?? 'Another service'
  const id = `${name} ${organisation}`
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 128)
  return { id, name, position: name, organisation }
}

function storyOf(report: Report, author: string): object {
  const action = report.immediate_action.trim()
  const lesson = firstSentences(oneParagraph(action))
  const whole = lesson === oneParagraph(action)
  return {
    type: 'story',
    community: COMMUNITY,
    id: report.id,
    author,
    kind: 'failure',
    title: titleOf(report.title),
    lesson,
    body: plain(report.narrative),
    sections: whole ? [] : [{ prompt: 'differently', body: plain(action) }],
    topics: topicsOf(report),
    patterns: patternsOf(report),
    at: momentOf(report.created),
  }
}

const oneParagraph = (text: string) => text.replace(/\s+/g, ' ')

/** As many whole sentences as fit in front of a story. */
function firstSentences(text: string): string {
  if (text.length <= LESSON_MAX) return text
  const start = text.slice(0, LESSON_MAX)
  const end = Math.max(...['. ', '! ', '? '].map((sign) => start.lastIndexOf(sign)))
  return end > 0 ? start.slice(0, end + 1) : `${start.slice(0, start.lastIndexOf(' '))} …`
}

/** Titles in capitals shout; abbreviations, which have no vowel or a digit, keep theirs. */
export function titleOf(title: string): string {
  const text = oneParagraph(title).trim().slice(0, 300)
  if (text !== text.toUpperCase()) return text
  const calm = text.replace(/[\p{L}\p{N}]+/gu, (word) =>
    /\p{N}/u.test(word) || (word.length > 1 && !/[AEIOUY]/.test(word)) ? word : word.toLowerCase(),
  )
  return calm.replace(/\p{L}/u, (letter) => letter.toUpperCase())
}

/** Text that is no Markdown, as Markdown that shows it: signs escaped, lines kept. */
export const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().split('\n').map(plainLine).join('\\\n'))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')

/** Addresses become links as they are. */
const plainLine = (line: string): string =>
  line
    .trim()
    .split(/(https?:\/\/\S+)/)
    .map((part, i) => (i % 2 ? part : part.replace(/[\\`*_[\]<>~|]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')))
    .join('')
    .replace(/^([#+=-])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')

const listed = (text: string) =>
  text
    .split(';')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '' && one !== 'other')

const topicsOf = ({ activity, incident_type }: Report) => [
  ...new Set([...listed(activity), ...listed(incident_type)]),
]

const patternsOf = ({ contributing_factors, human_factors }: Report) =>
  [...new Set([...contributing_factors, ...human_factors])].flatMap((factor) => PATTERNS[factor]?.[0] ?? [])

function momentOf(created: string): string {
  const [, month, day, year, time = '00:00'] =
    /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d:\d\d))?$/.exec(created) ?? []
  if (!year) throw new Error(`"${created}" is not a moment like 12/31/2004 09:30`)
  return `${year}-${month}-${day}T${time}:00Z`
}

async function* reportsIn(file: string): AsyncGenerator<Report> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2)
  if (file === undefined) {
    process.stderr.write(`node ${basename(import.meta.filename)} <reports>.jsonl.gz > safenet.jsonl\n`)
    process.exit(2)
  }
  for await (const record of records(reportsIn(file))) process.stdout.write(`${JSON.stringify(record)}\n`)
}
