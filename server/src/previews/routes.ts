/** Stories that peers read before they are published. Mounted at /communities/:community/previews. */
import {
  NewPreview,
  NewPreviewComment,
  PreviewAnswer,
  PreviewChange,
  PreviewOne,
  PreviewPeers,
  Previews,
} from '@vlinder/contract'
import { Hono } from 'hono'
import { knownPatterns } from '../communities/known-patterns.ts'
import type { CommunityWords } from '../communities/queries.ts'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { idempotent } from '../http/idempotency.ts'
import { validate } from '../http/validate.ts'
import { photoFirst } from '../members/photo-first.ts'
import { say, unsay } from './comments.ts'
import { answerPreview, setPeers } from './peers.ts'
import { askPeers, changePreview, deletePreview, listPreviews } from './queries.ts'
import type { Words } from './rows.ts'
import { onePreview } from './shape.ts'

export const previews = new Hono<Asking>()
  .get('/', describe('What I show to peers, and was asked to read', 200, Previews), async (c) =>
    c.json(await listPreviews(c.var.storage, c.var.member)),
  )
  .post(
    '/',
    describe('The story that peers can read now', 201, PreviewOne),
    photoFirst('preview:write'),
    idempotent(),
    validate('json', NewPreview),
    async (c) => {
      const { member, storage, community, idempotency } = c.var
      const { story, peers } = c.req.valid('json')
      const made = await askPeers(storage, member, { story: told(community, story), peers }, idempotency)
      return c.json(made, 201, { location: `previews/${made.item.id}` })
    },
  )
  .get('/:id', describe('A story in preview, with what was said about it', 200, PreviewOne), async (c) =>
    c.json(await onePreview(c.var.storage.db, c.var.member, c.req.param('id'))),
  )
  .delete('/:id', describe('Gone', 204), async (c) => {
    await deletePreview(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
  .put(
    '/:id/story',
    describe('What its peers read now', 200, PreviewOne),
    validate('json', PreviewChange),
    async (c) => {
      const { member, storage, community } = c.var
      const { story, after } = c.req.valid('json')
      const change = { story: told(community, story), after }
      return c.json(await changePreview(storage, member, c.req.param('id'), change))
    },
  )
  .put(
    '/:id/peers',
    describe('Who reads it now', 200, PreviewOne),
    validate('json', PreviewPeers),
    async (c) =>
      c.json(await setPeers(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').peers)),
  )
  .put('/:id/answer', describe('Noted', 204), validate('json', PreviewAnswer), async (c) => {
    await answerPreview(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))
    return c.body(null, 204)
  })
  .post(
    '/:id/comments',
    describe('The preview, with what was said', 201, PreviewOne),
    photoFirst('preview:write'),
    idempotent(),
    validate('json', NewPreviewComment),
    async (c) => {
      const { member, storage, idempotency } = c.var
      return c.json(await say(storage, member, c.req.param('id'), c.req.valid('json'), idempotency), 201)
    },
  )
  .delete('/:id/comments/:comment', describe('Gone', 204), async (c) => {
    const { id, comment } = c.req.param()
    await unsay(c.var.storage, c.var.member, id, comment)
    return c.body(null, 204)
  })

/** The words as they would be published in this community. @throws ProblemError `invalid` */
function told(
  community: CommunityWords,
  story: Omit<Words, 'language'> & { language?: Words['language'] | undefined },
): Words {
  knownPatterns(community, story.patterns, 'story.patterns')
  return { ...story, language: story.language ?? community.languages[0] ?? 'nl' }
}
