/** The list of patterns, for facilitators; it is read with the community. */
import type { NewPattern, PatternChange, PatternOne } from '@vlinder/contract'
import { at } from './address.ts'
import type { WriteOptions } from './connection.ts'
import type { Link } from './link.ts'

export const patterns = (link: Link) => {
  const save = (method: 'PUT' | 'PATCH', id: string, body: object, o?: WriteOptions) =>
    link.write<PatternOne>(
      method,
      at`/patterns/${id}`,
      { type: 'community', action: 'changed', id: link.communityId },
      o,
      body,
    )
  return {
    /** Under an id that whoever adds it makes: the same again adds no second one. */
    addPattern: (id: string, body: NewPattern, o?: WriteOptions) => save('PUT', id, body, o),
    changePattern: (id: string, body: PatternChange, o?: WriteOptions) => save('PATCH', id, body, o),
  }
}
