/** Stories: what happened to somebody, told by them. Mounted at /communities/:community/stories. */
import {
  CommentOne,
  CommentPage,
  Featuring,
  NewComment,
  NewStory,
  PageQuery,
  Reaction,
  ReactionResult,
  RelatedStories,
  RevisionPage,
  StoryChange,
  StoryOne,
  StoryPage,
  StoryQuery,
  StoryStatusChange,
} from '@vlinder/contract'
import { Hono } from 'hono'
import { is } from 'valibot'
import { storyComments } from '../comments/list.ts'
import { writeComment } from '../comments/queries.ts'
import { knownPatterns } from '../communities/known-patterns.ts'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { idempotent } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { photoFirst } from '../members/photo-first.ts'
import { feature, unfeature } from './featured.ts'
import { storyPage } from './feed.ts'
import { deleteStory, setStatus } from './life.ts'
import { changeStory, oneStory, publishStory, storyRevisions, storySubject } from './queries.ts'
import { react } from './reactions.ts'
import { countRead } from './reads.ts'
import { relatedStories } from './related.ts'

export const stories = new Hono<Asking>()
  .get('/', describe('Stories', 200, StoryPage), validate('query', StoryQuery), async (c) => {
    const { member, storage, community } = c.var
    mustBeAble(member, 'story:read', { community: community.id })
    return c.json(await storyPage(storage, member, c.req.valid('query')))
  })
  .post(
    '/',
    describe('The story that was told', 201, StoryOne),
    photoFirst('story:write'),
    idempotent(),
    validate('json', NewStory),
    async (c) => {
      const { member, storage, community } = c.var
      mustBeAble(member, 'story:write', { community: community.id })
      const story = c.req.valid('json')
      knownPatterns(community, story.patterns)
      const language = story.language ?? community.languages[0] ?? 'nl'
      const told = await publishStory(storage, member, { ...story, language }, c.var.idempotency)
      return c.json(told, 201, { location: `stories/${told.item.id}` })
    },
  )
  .get('/:id', describe('One story', 200, StoryOne), async (c) => {
    const { member, storage } = c.var
    const id = c.req.param('id')
    mustBeAble(member, 'story:read', await storySubject(storage.db, member, id))
    return c.json(await oneStory(storage.db, member, id))
  })
  .patch('/:id', describe('The story, changed', 200, StoryOne), validate('json', StoryChange), async (c) => {
    const { member, storage, community } = c.var
    const change = c.req.valid('json')
    knownPatterns(community, change.patterns ?? [])
    return c.json(await changeStory(storage, member, c.req.param('id'), change))
  })
  .delete('/:id', describe('Gone', 204), async (c) => {
    await deleteStory(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .put(
    '/:id/status',
    describe('The story as it stands now', 200, StoryOne),
    validate('json', StoryStatusChange),
    async (c) =>
      c.json(await setStatus(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').status)),
  )
  .get(
    '/:id/revisions',
    describe('Its changes', 200, RevisionPage),
    validate('query', PageQuery),
    async (c) =>
      c.json(await storyRevisions(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .get('/:id/related', describe('What resembles it', 200, RelatedStories), async (c) => {
    const { member, storage, community } = c.var
    mustBeAble(member, 'story:read', { community: community.id })
    return c.json(await relatedStories(storage, member, c.req.param('id')))
  })
  .put('/:id/read', describe('Counted, once a day', 204), async (c) => {
    await countRead(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .put(
    '/:id/featured',
    describe('The story, in front', 200, StoryOne),
    validate('json', Featuring),
    async (c) => {
      const { member, storage } = c.var
      return c.json(await feature(storage, member, c.req.param('id'), c.req.valid('json').until))
    },
  )
  .delete('/:id/featured', describe('Among the others', 204), async (c) => {
    await unfeature(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .put('/:id/reactions/:reaction', describe('The reactions', 200, ReactionResult), async (c) => {
    const { id, reaction } = c.req.param()
    return c.json(await react(c.var.storage, c.var.member, id, knownReaction(reaction), true))
  })
  .delete('/:id/reactions/:reaction', describe('The reactions', 200, ReactionResult), async (c) => {
    const { id, reaction } = c.req.param()
    return c.json(await react(c.var.storage, c.var.member, id, knownReaction(reaction), false))
  })
  .get('/:id/comments', describe('Comments', 200, CommentPage), validate('query', PageQuery), async (c) =>
    c.json(await storyComments(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .post(
    '/:id/comments',
    describe('The comment that was written', 201, CommentOne),
    photoFirst('comment:write'),
    idempotent(),
    validate('json', NewComment),
    async (c) => {
      const { member, storage, idempotency } = c.var
      const comment = await writeComment(
        storage,
        member,
        { type: 'story', id: c.req.param('id') },
        c.req.valid('json'),
        idempotency,
      )
      return c.json(comment, 201, { location: `../../comments/${comment.item.id}` })
    },
  )

function knownReaction(reaction: string): Reaction {
  if (is(Reaction, reaction)) return reaction
  throw new ProblemError('not-found', `A reaction is one of ${Reaction.options.join(', ')}.`)
}
