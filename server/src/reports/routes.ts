/** Reports to the facilitators. Mounted at /communities/:community/reports. */
import { NewReport, ReportChange, ReportMade, ReportOne, ReportPage, ReportQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { idempotent } from '../http/idempotency.ts'
import { validate } from '../http/validate.ts'
import { decide, report, reportPage } from './queries.ts'

export const reports = new Hono<Asking>()
  .get('/', describe('Reports, newest first', 200, ReportPage), validate('query', ReportQuery), async (c) =>
    c.json(await reportPage(c.var.storage, c.var.member, c.req.valid('query'))),
  )
  .post(
    '/',
    describe('The report that was made', 201, ReportMade),
    idempotent(),
    validate('json', NewReport),
    async (c) => {
      const { member, storage, idempotency } = c.var
      return c.json(await report(storage, member, c.req.valid('json'), idempotency), 201)
    },
  )
  .patch('/:id', describe('The report, decided', 200, ReportOne), validate('json', ReportChange), async (c) =>
    c.json(await decide(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json'))),
  )
