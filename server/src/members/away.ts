/** Whether somebody is away, by the days that they gave. */
import type { Me } from '@vlinder/contract'
import { day } from '../storage/day.ts'

interface Days {
  awayFrom: string | null
  awayUntil: string | null
}

/** What everybody may know: until when, while it lasts. */
export const awayUntil = ({ awayFrom, awayUntil }: Days): { awayUntil?: string } =>
  awayFrom !== null && awayUntil !== null && awayFrom <= day() && day() <= awayUntil ? { awayUntil } : {}

/** What they see of it themselves: also what is to come, but not what is over. */
export const away = ({ awayFrom, awayUntil }: Days): Pick<Me['mine'], 'away'> =>
  awayFrom !== null && awayUntil !== null && day() <= awayUntil
    ? { away: { from: awayFrom, until: awayUntil } }
    : {}
