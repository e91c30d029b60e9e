/** Questions, the answers of peers, and what is suggested while somebody is still typing. */
import type {
  AnswerChange,
  AnswerOne,
  AnswerPage,
  CommentOne,
  NewAnswer,
  NewComment,
  NewQuestion,
  Preview,
  QuestionChange,
  QuestionCommentPage,
  QuestionOne,
  QuestionPage,
  SuggestionQuery,
  Suggestions,
} from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, PagingQuery, QuestionsQuery, WriteOptions } from './connection.ts'
import { changing, create, deleting } from './editing.ts'
import type { Link } from './link.ts'

export const questions = (link: Link) => ({
  questions: (asked?: QuestionsQuery, o?: Options) => link.get<QuestionPage>(`/questions${query(asked)}`, o),
  question: (id: string, o?: Options) => link.get<QuestionOne>(at`/questions/${id}`, o),
  ask: (body: NewQuestion, o?: WriteOptions) =>
    create<QuestionOne>(link, '/questions', { type: 'question' }, body, o),
  changeQuestion: changing<QuestionChange, QuestionOne>(link, 'question', 'questions'),
  deleteQuestion: deleting(link, 'question', 'questions'),
  questionComments: (question: string, asked?: PagingQuery, o?: Options) =>
    link.get<QuestionCommentPage>(at`/questions/${question}/comments` + query(asked), o),
  commentOnQuestion: (question: string, body: NewComment, o?: WriteOptions) =>
    create<CommentOne>(
      link,
      at`/questions/${question}/comments`,
      { type: 'comment', parent: question },
      body,
      o,
    ),

  answers: (question: string, asked?: PagingQuery, o?: Options) =>
    link.get<AnswerPage>(at`/questions/${question}/answers` + query(asked), o),
  answer: (question: string, body: NewAnswer, o?: WriteOptions) =>
    create<AnswerOne>(
      link,
      at`/questions/${question}/answers`,
      { type: 'answer', parent: question },
      body,
      o,
    ),
  changeAnswer: changing<AnswerChange, AnswerOne>(link, 'answer', 'answers'),
  deleteAnswer: deleting(link, 'answer', 'answers'),
  markHelped: (parent: string, id: string, helped: boolean, o?: Options) =>
    link.write<void>(
      helped ? 'PUT' : 'DELETE',
      at`/questions/${parent}/helped/${id}`,
      { type: 'answer', action: 'changed', id, parent },
      o,
    ),

  suggest: (asked: SuggestionQuery, o?: Options) => link.ask<Suggestions>('POST', '/suggestions', asked, o),
  preview: async (text: string, o?: Options) =>
    (await link.ask<Preview>('POST', '/text/preview', { text }, o)).richText,
})
