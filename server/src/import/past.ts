/** Records of what came of other records: what they said before, what is gone, how often they were read, what was reported. */
import {
  Count,
  Day,
  Id,
  Language,
  limits,
  ReportReason,
  ReportState,
  StoryKind,
  text,
} from '@vlinder/contract'
import * as v from 'valibot'
import { day } from '../storage/day.ts'
import { MONTH_DAYS } from '../stories/reads.ts'
import { distinct, Moment, of, on } from './fields.ts'

const written = on('story', 'question', 'answer', 'comment')

/** Some servers are a day ahead of ours. */
const TOMORROW = -1
const Passed = v.pipe(
  Day,
  v.check((one) => one <= day(TOMORROW), 'must not be in the future'),
)
/** A month and its ends. */
const READ_DAYS_MAX = MONTH_DAYS + 2

export const PAST = {
  /** A story that was deleted, while what others wrote below it stands. */
  'deleted-story': v.strictObject({
    type: v.literal('deleted-story'),
    ...of,
    author: Id,
    kind: StoryKind,
    at: Moment,
    language: v.optional(Language),
  }),
  revision: v.strictObject({
    type: v.literal('revision'),
    community: Id,
    on: written,
    /** Counted from 1 for each thing. */
    n: v.pipe(Count, v.minValue(1, 'must be a number from 1')),
    /** When it was changed into what came after, and by whom. */
    at: Moment,
    member: Id,
    /** What its author may change, as it was before; held to its bounds by its writer. */
    words: v.record(v.string(), v.unknown(), 'must be an object'),
  }),
  /** By others than the author, once for each member and day. It names nobody. */
  reads: v.strictObject({
    type: v.literal('reads'),
    community: Id,
    on: on('story'),
    total: Count,
    /** The last month's, day by day, as the list of what was most read lately needs them. */
    days: v.optional(
      v.pipe(
        v.array(v.strictObject({ day: Passed, reads: Count })),
        v.maxLength(READ_DAYS_MAX, `must be at most ${READ_DAYS_MAX} days`),
        distinct(({ day }) => day, 'must not name a day twice'),
      ),
      [],
    ),
  }),
  report: v.pipe(
    v.strictObject({
      type: v.literal('report'),
      ...of,
      on: written,
      author: Id,
      at: Moment,
      reason: ReportReason,
      text: v.optional(text(limits.REPORT_MAX), ''),
      state: v.optional(ReportState, 'open'),
      note: v.optional(text(limits.REPORT_MAX), ''),
      decidedBy: v.optional(Id),
      decidedAt: v.optional(Moment),
    }),
    v.check(
      ({ state, decidedBy, decidedAt }) =>
        (decidedBy === undefined) === (decidedAt === undefined) && (state === 'open') === !decidedBy,
      'decidedBy and decidedAt: a report that is decided says both, an open one neither',
    ),
  ),
} as const
