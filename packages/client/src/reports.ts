/** What members reported, for facilitators. */
import type { NewReport, ReportChange, ReportOne, ReportPage } from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, PagingQuery } from './connection.ts'
import type { Link } from './link.ts'

export const reports = (link: Link) => ({
  /** What waits to be looked at. */
  reports: (asked?: PagingQuery, o?: Options) => link.get<ReportPage>(`/reports${query(asked)}`, o),
  /** Decides about everything that was reported of the same thing; others who read it notice. */
  decide: (id: string, { type, id: about }: NewReport['on'], body: ReportChange, o?: Options) =>
    link.write<ReportOne>('PATCH', at`/reports/${id}`, { type, action: 'changed', id: about }, o, body),
})
