/** Which stories are marked as new to a member, and how long it is kept that they opened one. */
import { sql } from 'kysely'
import { day } from '../storage/day.ts'

/** A story of this age or less is marked until it is opened, in days. */
const NEW_DAYS = 30
/** A member's own row outlives the marker that it takes away, in days. */
export const KEPT_DAYS = 35

/** Whether a story is new to `member`: told lately by somebody else, and not opened yet. */
export const unreadBy = (member: string) =>
  sql<number>`(story.author <> ${member} and story.at >= ${day(NEW_DAYS)} and not exists (
    select 1 from story_read r
    where r.community = story.community and r.story = story.id and r.member = ${member}))`.as('unread')
