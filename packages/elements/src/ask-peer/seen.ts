/** How many answers the reader has seen of each question of theirs, remembered by this browser: so it says which are new. */
import type { Link } from '@vlinder/client'
import type { QuestionSummary } from '@vlinder/contract'

/** Questions that are remembered: those that were shown last. */
const SEEN_MAX = 100

type Seen = Record<string, number>

/** In a sandboxed frame the very question is an error: nothing is remembered then, and nothing is new. */
function kept<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Of whoever is asking over `link`. */
export function seenAnswers(link: () => Link) {
  const name = () => {
    const { server, communityId, subject } = link()
    return `vlinder-seen ${server} ${communityId} ${subject() ?? ''}`
  }
  const read = (): Seen => kept(() => JSON.parse(localStorage.getItem(name()) ?? '{}')) ?? {}
  const keep = ({ id, answers }: QuestionSummary) => {
    const { [id]: _, ...others } = read()
    const last = Object.entries(others).slice(1 - SEEN_MAX)
    kept(() => localStorage.setItem(name(), JSON.stringify({ ...Object.fromEntries(last), [id]: answers })))
  }
  return {
    keep,
    /** Answers since it was opened, or first shown. */
    fresh(question: QuestionSummary): number {
      const { [question.id]: before } = read()
      if (before === undefined || before > question.answers) keep(question)
      return Math.max(0, question.answers - (before ?? question.answers))
    },
  }
}
