/** The answers to the prompts as one Markdown text, and that text as answers again: a heading with a prompt's name begins its answer. */
import type { Prompt } from '@vlinder/contract'

export type Answers = Partial<Record<Prompt, string>> & { body: string }
type Headings = Record<Prompt, string>

const prompts = (headings: Headings) => Object.keys(headings) as Prompt[]

export function join(answers: Answers, headings: Headings): string {
  const parts = prompts(headings).flatMap((prompt) =>
    answers[prompt]?.trim() ? `## ${headings[prompt]}\n\n${answers[prompt]}` : [],
  )
  return [...(answers.body.trim() ? [answers.body] : []), ...parts].join('\n\n')
}

/** What stands before the first such heading is the body; where one stands twice, both texts count. */
export function apart(text: string, headings: Headings): Answers {
  const answers: Answers = { body: '' }
  let to: keyof Answers = 'body'
  for (const line of text.split('\n')) {
    const prompt = prompts(headings).find((one) => line.trim() === `## ${headings[one]}`)
    if (prompt) to = prompt
    const before: string | undefined = answers[to]
    answers[to] = prompt ? (before ? `${before}\n` : '') : before ? `${before}\n${line}` : line
  }
  for (const [prompt, answer] of Object.entries(answers))
    answers[prompt as keyof Answers] = answer.replace(/^\n+|\n+$/g, '')
  return answers
}
