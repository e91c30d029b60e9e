/** Asks what was there before, and who, while somebody types: once they pause, and never more than one thing at a time. */
import { questions } from '@vlinder/client'
import type { Suggestions } from '@vlinder/contract'
import type { CommunityElement } from '../core/community-element.ts'

/** From the last key until it is asked, in milliseconds: what comes of it is to be there within 150. */
const PAUSE_MS = 60
/** From so many letters on. */
const TEXT_MIN = 3

/** Hits of each sort that are shown: the field stays in sight. */
const HITS_MAX = 3

/** Of one box; made once for each. */
export function suggesting(host: CommunityElement, topic: () => string | undefined) {
  let found: Suggestions | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  /** Settles once the request before is over. */
  let before: Promise<unknown> = Promise.resolve()

  const stop = () => {
    clearTimeout(timer)
    asking.abort()
  }
  const show = (next?: Suggestions) => {
    found = next && {
      ...next,
      questions: next.questions.slice(0, HITS_MAX),
      stories: next.stories.slice(0, HITS_MAX),
    }
    host.requestUpdate()
  }
  /** A newer request ends the one before. They help; when they fail, asking goes on. */
  const look = async (text: string) => {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    if (text.trim().length < TEXT_MIN) return show()
    await before
    if (signal.aborted) return
    const about = topic()
    before = questions(host.community)
      .suggest({ text, ...(about && { topic: about }) }, { signal })
      .then(
        (next) => !signal.aborted && show(next),
        () => {},
      )
  }
  host.addController({ hostDisconnected: stop })

  return {
    found: () => found,
    typed(text: string) {
      clearTimeout(timer)
      timer = setTimeout(() => void look(text), PAUSE_MS)
    },
    forget() {
      stop()
      show()
    },
  }
}
