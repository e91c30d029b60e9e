/** SemEval-2016 task 3B: ten candidates a question, to be put in order. Candidates are questions with their comments as answers. */
import { join } from 'node:path'
import { whatWasThere } from '../../src/suggestions/queries.ts'
import {
  asker,
  communityRecord,
  type Imported,
  importRecords,
  jsonLines,
  memberRecords,
  type Print,
  tableRows,
} from './data.ts'
import { averagePrecision, mean } from './measures.ts'

const COMMUNITY = 'semeval'

interface Thread {
  id: string
  title: string
  text: string
  date: string
  user: string
  comments: { id: string; date: string; user: string; text: string }[]
}

const moment = (date: string) => `${date.replace(' ', 'T')}Z`
/** A text that is empty is refused by the import. */
const body = (text: string) => text || '-'

export async function semeval(data: string, into: Imported, print: Print): Promise<void> {
  const folder = join(data, 'search/semeval2016')
  const threads = jsonLines<Thread>(join(folder, 'dev_corpus.jsonl.gz'))
  const of = { community: COMMUNITY }
  await importRecords(into, [
    communityRecord(COMMUNITY, 'en'),
    ...memberRecords(
      COMMUNITY,
      threads.flatMap(({ user, comments }) => [user, ...comments.map((comment) => comment.user)]),
    ),
    ...threads.flatMap(({ id, title, text, date, user, comments }) => [
      { type: 'question', ...of, id, title, body: body(text), author: user, at: moment(date) },
      ...comments.map((said) => ({
        ...{ type: 'answer', ...of, id: said.id, question: id, author: said.user },
        ...{ body: body(said.text), at: moment(said.date) },
      })),
    ]),
  ])
  const rows = tableRows(join(folder, 'dev_qrels.tsv'))
  const scores: number[] = []
  for (const { id, title, text } of jsonLines<Thread>(join(folder, 'dev_queries.jsonl.gz'))) {
    const own = rows.filter(([query]) => query === id)
    const before = await whatWasThere(into.storage.db, asker(COMMUNITY), `${title}\n${text}\n`)
    const fits = new Map(before?.questions.map((one) => [one.id, one.fit]))
    // What was not found stays in the order in which it was given.
    const ranked = own
      .map(([, candidate = '']) => candidate)
      .sort((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0))
    const right = new Set(
      own.filter(([, , , label]) => label !== 'Irrelevant').map(([, right = '']) => right),
    )
    scores.push(averagePrecision(ranked, right))
  }
  print({ 'similar questions, queries': scores.length, 'similar questions, MAP': 100 * mean(scores) })
}
