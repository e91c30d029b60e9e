/** A story while it is being told: its fields as the draft keeps them, the steps that lead through them, and what becomes of it. */
import type { NewStory, Prompt, StoryKind } from '@vlinder/contract'
import { apart, join } from './one-text.ts'

/** Whether it lasted is told half a year later. */
type TextPrompt = Exclude<Prompt, 'lasted'>

/** In the order in which they are asked. */
export const PROMPTS: TextPrompt[] = [
  'wanted',
  'did',
  'expected',
  'happened',
  'conditions',
  'went-well',
  'differently',
]
const UNANSWERED = Object.fromEntries(PROMPTS.map((prompt) => [prompt, ''])) as Record<TextPrompt, string>
const ORDER = [
  'kind',
  ...PROMPTS.slice(0, -1),
  'body',
  'patterns',
  'lesson',
  'differently',
  'contact',
  'title',
  'review',
] as const
export type Step = (typeof ORDER)[number]
/** Steps that hold one text each. */
export type TextStep = TextPrompt | 'body' | 'lesson' | 'title'

export const BLANK = {
  kind: undefined as StoryKind | undefined,
  /** Written in one go: everything but the lesson and the title stands in `body`. */
  free: false,
  step: 'kind' as Step,
  title: '',
  lesson: '',
  body: '',
  topics: [] as string[],
  patterns: [] as string[],
  /** Whether they may be called about it. */
  contact: undefined as boolean | undefined,
  ...UNANSWERED,
  /** In which peers read it first, and the revision that was changed since. */
  preview: undefined as NewStory['preview'],
}
export type Tale = typeof BLANK

/** What each kind asks; nobody learns from a form that asks a success what went wrong. */
const ASKED: Record<StoryKind, readonly Step[]> = {
  failure: [...PROMPTS, 'patterns'],
  success: ['wanted', 'did', 'happened', 'went-well', 'differently'],
  practice: ['wanted', 'did', 'went-well'],
  'in-progress': ['wanted', 'did', 'expected', 'happened', 'patterns'],
}
const ALWAYS: readonly Step[] = ['kind', 'lesson', 'contact', 'title', 'review']

/** The steps of this tale. What holds something, or is being looked at, does not go when the kind changes. */
export function stepsOf(tale: Tale): Step[] {
  const asked = ASKED[tale.kind ?? 'failure']
  return ORDER.filter((step) => {
    if (ALWAYS.includes(step) || step === tale.step || isFilled(tale, step)) return true
    if (step === 'body') return tale.free
    return asked.includes(step) && (step === 'patterns' || !tale.free)
  })
}

/** A list of nothing is no text either. */
export const isFilled = (tale: Tale, step: Step): boolean =>
  step !== 'review' && String(tale[step] ?? '').trim() !== ''

/** Whether losing it would be a loss. */
export const isPrecious = (tale: Tale): boolean =>
  [...PROMPTS, 'body' as const, 'lesson' as const, 'title' as const].some((name) => tale[name].trim())

/** A title of about one line. */
const TITLE_LENGTH = 80

/** Without a title, the lesson's first sentence is one. */
export function titleOf({ title, lesson }: Pick<Tale, 'title' | 'lesson'>): string {
  if (title.trim()) return title.trim()
  const sentence = lesson.trim().split(/(?<=[.!?])\s|\n/)[0]!
  if (sentence.length <= TITLE_LENGTH) return sentence.replace(/\.$/, '')
  return `${sentence.slice(0, TITLE_LENGTH).replace(/\s+\S*$|[\ud800-\udbff]$/, '')} …`
}

/** What is published. `headings` are the prompts' names, by which a text written in one go falls into sections again. */
export function toStory(tale: Tale, kind: StoryKind, headings: Record<Prompt, string>): NewStory {
  const { lesson, topics, patterns, contact } = tale
  const { body, ...answers } = tale.free ? apart(tale.body, headings) : tale
  const sections = PROMPTS.map((prompt) => ({ prompt, body: answers[prompt] ?? '' }))
  return {
    kind,
    title: titleOf(tale),
    lesson,
    body,
    topics,
    patterns,
    contact,
    sections: sections.filter((section) => section.body.trim()),
  }
}

/** The other way of writing: nothing is lost on the way there or back. */
export function switched(tale: Tale, headings: Record<Prompt, string>): Partial<Tale> {
  const away = tale.step === 'kind' || ALWAYS.includes(tale.step) ? tale.step : undefined
  if (!tale.free) return { ...UNANSWERED, body: join(tale, headings), free: true, step: away ?? 'body' }
  const parts = apart(tale.body, headings)
  return { ...UNANSWERED, ...parts, free: false, step: away ?? PROMPTS.find((one) => parts[one]) ?? 'wanted' }
}
