/** A story that peers read first, told on in the studio: where its author looks at it again, and what they said stands below. */
import type { PreviewOne } from '@vlinder/contract'
import type { Telling } from '../story-studio/story-studio.ts'

/** `prompts`: those that it may answer, so that none is left as it was. */
export function telling({ item, mine }: PreviewOne, prompts: object = {}): Telling {
  const { id, kind, title, topics, patterns, revision } = item
  const { lesson = '', body = '', sections = [], contact } = mine.source ?? {}
  const none = Object.keys(prompts).map((prompt) => [prompt, ''])
  const answers = Object.fromEntries([...none, ...sections.map((section) => [section.prompt, section.body])])
  return {
    draft: `story ${id}`,
    tale: {
      ...answers,
      ...{ kind, title, lesson, body, topics, patterns, contact },
      free: Boolean(body) && sections.length === 0,
      step: 'review',
      preview: { id, revision },
    },
  }
}
