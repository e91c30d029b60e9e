/** Why somebody is suggested: what they did first, what they say they know after it, the best fitting first within each. */
import type { Reason } from '@vlinder/contract'
import { ALIKE, SAME } from './alike.ts'
import type { Evidence, Standing } from './ranking.ts'

/** Ids under one reason: enough to see for oneself. */
const EVIDENCE_MAX = 5
/** Topics named for one peer. */
const TOPICS_MAX = 3

type OfType<T extends Evidence['type']> = Extract<Evidence, { type: T }>

export const reasons = (evidence: readonly Evidence[], standing: Standing): Reason[] => [
  ...answered(evidence),
  ...told(evidence),
  ...tried(evidence),
  ...declared(evidence),
  ...commented(evidence),
  ...alike(standing),
]

function all<T extends Evidence['type']>(evidence: readonly Evidence[], type: T): OfType<T>[] {
  const fit = (one: Evidence) => ('fit' in one ? one.fit : 1)
  return evidence
    .filter((one): one is OfType<T> & Evidence => one.type === type)
    .sort((a, b) => fit(b) - fit(a))
}

function answered(evidence: readonly Evidence[]): Reason[] {
  const answers = all(evidence, 'answered')
  if (answers.length === 0) return []
  const questions = distinct(answers.map(({ question }) => question))
  const helped = distinct(answers.filter((answer) => answer.helped).map(({ question }) => question))
  return [{ type: 'answered', helped: helped.length, ...counted('questions', questions) }]
}

const told = (evidence: readonly Evidence[]): Reason[] =>
  [...Map.groupBy(all(evidence, 'told'), ({ kind }) => kind)].map(([kind, ofKind]) => ({
    type: 'told',
    kind,
    ...counted(
      'stories',
      ofKind.map(({ story }) => story),
    ),
  }))

const tried = (evidence: readonly Evidence[]): Reason[] =>
  [...Map.groupBy(all(evidence, 'tried'), ({ outcome }) => outcome)].map(([outcome, alike]) => ({
    type: 'tried',
    outcome,
    ...counted('questions', distinct(alike.map(({ question }) => question))),
  }))

/** Of a topic that they went through something with it is no news that they can be asked. */
function declared(evidence: readonly Evidence[]): Reason[] {
  const lived = all(evidence, 'experience').map(({ member: _, ...experience }) => experience)
  const known = new Set(lived.map(({ topic }) => topic))
  const topics = distinct(all(evidence, 'topic').map(({ topic }) => topic))
  return [
    ...lived.slice(0, TOPICS_MAX),
    ...topics
      .filter((topic) => !known.has(topic))
      .slice(0, Math.max(0, TOPICS_MAX - lived.length))
      .map((topic): Reason => ({ type: 'topic', topic })),
  ]
}

function commented(evidence: readonly Evidence[]): Reason[] {
  const comments = all(evidence, 'commented')
  if (comments.length === 0) return []
  const on = (type: 'story' | 'question') =>
    distinct(comments.filter((one) => one.on === type).map(({ id }) => id))
  const [stories, questions] = [on('story'), on('question')]
  return [
    {
      type: 'commented',
      count: stories.length + questions.length,
      stories: stories.slice(0, EVIDENCE_MAX),
      questions: questions.slice(0, EVIDENCE_MAX),
    },
  ]
}

function alike({ position, organisation }: Standing): Reason[] {
  const by = [
    ...(position >= ALIKE ? (['position'] as const) : []),
    ...(organisation >= SAME ? (['organisation'] as const) : []),
    ...(organisation >= ALIKE && organisation < SAME ? (['organisation-type'] as const) : []),
  ]
  return by.map((by) => ({ type: 'alike', by }))
}

const counted = <Name extends string>(name: Name, ids: readonly string[]) =>
  ({ count: ids.length, [name]: ids.slice(0, EVIDENCE_MAX) }) as { count: number } & Record<Name, string[]>

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
