/** Members, and the asking member. Mounted at /communities/:community/members and /me. */
import {
  limits,
  Me,
  MeChange,
  MemberChange,
  MemberChanged,
  MemberOne,
  MemberPage,
  MemberQuery,
} from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { atMost } from '../http/json-only.ts'
import { ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { isRealName } from '../identity/real-name.ts'
import { changeMember } from './active.ts'
import { toUploadedPhoto } from './photo.ts'
import { PICTURES, pictureIn } from './picture-types.ts'
import { changeMe, changePhoto, me, memberPage, oneMember, toMine } from './queries.ts'

/** What holds for the name in an assertion holds for the one that a member gives here. @throws ProblemError `invalid` */
function checkName(name: string | undefined): void {
  if (name === undefined || isRealName(name)) return
  const error = { path: 'body.name', detail: 'must be a real name' }
  throw new ProblemError('invalid', `${error.path} ${error.detail}`, { errors: [error] })
}

export const members = new Hono<Asking>()
  .get('/', describe('Members', 200, MemberPage), validate('query', MemberQuery), async (c) => {
    const { storage, member, contact } = c.var
    mustBeAble(member, 'member:read', { community: c.var.community.id })
    return c.json(await memberPage(storage, member, c.req.valid('query'), contact))
  })
  .get('/:id', describe('One member', 200, MemberOne), async (c) => {
    const { storage, member, contact } = c.var
    mustBeAble(member, 'member:read', { community: c.var.community.id })
    const item = await oneMember(storage, member.community, c.req.param('id'), contact)
    return c.json({ item, mine: toMine(member, item) })
  })
  .patch(
    '/:id',
    describe('Whether the member may come in', 200, MemberChanged),
    validate('json', MemberChange),
    async (c) =>
      c.json(await changeMember(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))),
  )

export const asker = new Hono<Asking>()
  .get('/', describe('The asking member', 200, Me), async (c) => {
    const { storage, member, contact } = c.var
    mustBeAble(member, 'member:read', { community: c.var.community.id, owner: member.id })
    return c.json(await me(storage, member, contact))
  })
  .patch('/', describe('The asking member, changed', 200, Me), validate('json', MeChange), async (c) => {
    const { storage, member, contact } = c.var
    mustBeAble(member, 'member:change', { community: c.var.community.id, owner: member.id })
    const change = c.req.valid('json')
    checkName(change.name)
    await changeMe(storage, member, change)
    return c.json(await me(storage, member, contact))
  })
  .put(
    '/photo',
    describe('The asking member, with another photo', 200, Me, { requestBody: PICTURES }),
    atMost(limits.PHOTO_BYTES_MAX),
    async (c) => {
      const { storage, member, contact } = c.var
      mustBeAble(member, 'member:change', { community: c.var.community.id, owner: member.id })
      await changePhoto(storage, member, await toUploadedPhoto(await pictureIn(c)))
      return c.json(await me(storage, member, contact))
    },
  )
  .delete('/photo', describe('The asking member, without a photo', 200, Me), async (c) => {
    const { storage, member, contact } = c.var
    mustBeAble(member, 'member:change', { community: c.var.community.id, owner: member.id })
    await changePhoto(storage, member, undefined)
    return c.json(await me(storage, member, contact))
  })
