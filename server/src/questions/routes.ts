/** Questions and the answers of peers. Mounted at /communities/:community/questions and /answers. */
import {
  AnswerChange,
  AnswerOne,
  AnswerPage,
  CommentOne,
  NewAnswer,
  NewComment,
  NewQuestion,
  NewReply,
  PageQuery,
  QuestionChange,
  QuestionCommentPage,
  QuestionOne,
  QuestionPage,
  QuestionQuery,
  RevisionPage,
} from '@vlinder/contract'
import { Hono } from 'hono'
import { questionComments } from '../comments/list.ts'
import { writeComment } from '../comments/queries.ts'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { idempotent } from '../http/idempotency.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { photoFirst } from '../members/photo-first.ts'
import { afterAnswers, afterQuestions } from './afterwards.ts'
import { answerPage, answerRevisions, changeAnswer, deleteAnswer, giveAnswer, markHelped } from './answers.ts'
import { askPeer, replyToAsk, takeBackAsk } from './asks.ts'
import { questionPage } from './list.ts'
import { movedOn } from './moved.ts'
import {
  askQuestion,
  changeQuestion,
  deleteQuestion,
  oneQuestion,
  questionRevisions,
  questionSubject,
} from './queries.ts'

export const questions = new Hono<Asking>()
  .use('/:id/*', movedOn)
  .get('/', describe('Questions', 200, QuestionPage), validate('query', QuestionQuery), async (c) => {
    const { member, storage, community } = c.var
    const query = c.req.valid('query')
    const action = query.needs ? 'question:unheard' : 'question:read'
    mustBeAble(member, action, { community: community.id })
    return c.json(await questionPage(storage, member, query))
  })
  .post(
    '/',
    describe('The question that was asked', 201, QuestionOne),
    photoFirst('question:write'),
    idempotent(),
    validate('json', NewQuestion),
    async (c) => {
      const { member, storage, community, idempotency } = c.var
      mustBeAble(member, 'question:write', { community: community.id })
      const question = c.req.valid('json')
      const language = question.language ?? community.languages[0] ?? 'nl'
      const asked = await askQuestion(storage, member, { ...question, language }, idempotency)
      return c.json(asked, 201, { location: `questions/${asked.item.id}` })
    },
  )
  .get('/:id', describe('One question', 200, QuestionOne), async (c) => {
    const { member, storage } = c.var
    const id = c.req.param('id')
    mustBeAble(member, 'question:read', await questionSubject(storage.db, member.community, id))
    return c.json(await oneQuestion(storage.db, member, id))
  })
  .patch(
    '/:id',
    describe('The question, changed', 200, QuestionOne),
    validate('json', QuestionChange),
    async (c) =>
      c.json(await changeQuestion(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))),
  )
  .delete('/:id', describe('Gone', 204), async (c) => {
    await deleteQuestion(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .get(
    '/:id/revisions',
    describe('Its changes', 200, RevisionPage),
    validate('query', PageQuery),
    async (c) =>
      c.json(await questionRevisions(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .get('/:id/answers', describe('Answers', 200, AnswerPage), validate('query', PageQuery), async (c) =>
    c.json(await answerPage(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .post(
    '/:id/answers',
    describe('The answer that was given', 201, AnswerOne),
    photoFirst('answer:write'),
    idempotent(),
    validate('json', NewAnswer),
    async (c) => {
      const { member, storage, idempotency } = c.var
      const answer = await giveAnswer(
        storage,
        member,
        c.req.param('id'),
        c.req.valid('json').body,
        idempotency,
      )
      return c.json(answer, 201, { location: `../../answers/${answer.item.id}` })
    },
  )
  .get(
    '/:id/comments',
    describe('Comments on the question and on its answers', 200, QuestionCommentPage),
    validate('query', PageQuery),
    async (c) =>
      c.json(await questionComments(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .post(
    '/:id/comments',
    describe('The comment on the question that was written', 201, CommentOne),
    photoFirst('comment:write'),
    idempotent(),
    validate('json', NewComment),
    async (c) => {
      const { member, storage, idempotency } = c.var
      const on = { type: 'question', id: c.req.param('id') } as const
      const comment = await writeComment(storage, member, on, c.req.valid('json'), idempotency)
      return c.json(comment, 201, { location: `../../comments/${comment.item.id}` })
    },
  )
  .put('/:id/asks/:member', describe('The question, asked of them as well', 200, QuestionOne), async (c) => {
    const { id, member } = c.req.param()
    return c.json(await askPeer(c.var.storage, c.var.member, id, member))
  })
  .delete('/:id/asks/:member', describe('No longer asked of them', 204), async (c) => {
    const { id, member } = c.req.param()
    await takeBackAsk(c.var.storage, c.var.member, id, member)
    return c.body(null, 204)
  })
  .put(
    '/:id/reply',
    describe('The question, with the reply of who was asked', 200, QuestionOne),
    validate('json', NewReply),
    async (c) =>
      c.json(await replyToAsk(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))),
  )
  .put('/:id/helped/:answer', describe('Marked as helpful', 204), async (c) => {
    const { id, answer } = c.req.param()
    await markHelped(c.var.storage, c.var.member, id, answer, true)
    return c.body(null, 204)
  })
  .delete('/:id/helped/:answer', describe('No longer marked as helpful', 204), async (c) => {
    const { id, answer } = c.req.param()
    await markHelped(c.var.storage, c.var.member, id, answer, false)
    return c.body(null, 204)
  })
  .route('/', afterQuestions)

export const answers = new Hono<Asking>()
  .patch('/:id', describe('The answer, changed', 200, AnswerOne), validate('json', AnswerChange), async (c) =>
    c.json(await changeAnswer(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').body)),
  )
  .get(
    '/:id/revisions',
    describe('Its changes', 200, RevisionPage),
    validate('query', PageQuery),
    async (c) =>
      c.json(await answerRevisions(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .delete('/:id', describe('Gone', 204), async (c) => {
    await deleteAnswer(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .route('/', afterAnswers)
