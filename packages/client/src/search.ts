/** Search over everything that members share. */
import type { SearchPage } from '@vlinder/contract'
import { query } from './address.ts'
import type { Options, SearchedQuery } from './connection.ts'
import type { Link } from './link.ts'

export const search = (link: Link) => ({
  search: (asked: SearchedQuery, o?: Options) => link.get<SearchPage>(`/search${query(asked)}`, o),
})
