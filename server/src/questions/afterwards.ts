/** What happens with questions and answers afterwards. Mounted with the others at /questions and /answers. */
import { AnswerOne, FollowUp, Merge, QuestionOne, StoryDraftOne, Tried } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { setClosed } from './closed.ts'
import { setFollowUp } from './follow-up.ts'
import { mergeQuestion, unmergeQuestion } from './merge.ts'
import { storyDraft } from './story-draft.ts'
import { setTried } from './tried.ts'

export const afterQuestions = new Hono<Asking>()
  .put('/:id/closed', describe('The question, closed', 200, QuestionOne), async (c) =>
    c.json(await setClosed(c.var.storage, c.var.member, c.req.param('id'), true)),
  )
  .delete('/:id/closed', describe('The question, open again', 200, QuestionOne), async (c) =>
    c.json(await setClosed(c.var.storage, c.var.member, c.req.param('id'), false)),
  )
  .put(
    '/:id/follow-up',
    describe('The question, with what came of it', 200, QuestionOne),
    validate('json', FollowUp),
    async (c) =>
      c.json(await setFollowUp(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))),
  )
  .delete('/:id/follow-up', describe('The question, with that taken back', 200, QuestionOne), async (c) =>
    c.json(await setFollowUp(c.var.storage, c.var.member, c.req.param('id'), undefined)),
  )
  .put(
    '/:id/merged',
    describe('The question that it was merged into', 200, QuestionOne),
    validate('json', Merge),
    async (c) =>
      c.json(await mergeQuestion(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').into)),
  )
  .delete('/:id/merged', describe('The question, by itself again', 200, QuestionOne), async (c) =>
    c.json(await unmergeQuestion(c.var.storage, c.var.member, c.req.param('id'))),
  )
  .get('/:id/story-draft', describe('A story that begins with the question', 200, StoryDraftOne), async (c) =>
    c.json({ item: await storyDraft(c.var.storage, c.var.member, c.req.param('id')) }),
  )

export const afterAnswers = new Hono<Asking>()
  .put(
    '/:id/tried',
    describe('The answer, with what came of it', 200, AnswerOne),
    validate('json', Tried),
    async (c) =>
      c.json(await setTried(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').outcome)),
  )
  .delete('/:id/tried', describe('The answer, with that taken back', 200, AnswerOne), async (c) =>
    c.json(await setTried(c.var.storage, c.var.member, c.req.param('id'), null)),
  )
