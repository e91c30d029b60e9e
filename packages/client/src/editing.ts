/** Changing and deleting, the same for everything that stands in a folder of its own. */
import { at } from './address.ts'
import type { Change, Options } from './connection.ts'
import type { Link } from './link.ts'

export const changing =
  <Body extends object, Answer>({ write }: Link, type: Change['type'], folder: string) =>
  (id: string, body: Body, o?: Options) =>
    write<Answer>('PATCH', at`/${folder}/${id}`, { type, action: 'changed' }, o, body)

export const deleting =
  ({ write }: Link, type: Change['type'], folder: string) =>
  (id: string, o?: Options) =>
    write<void>('DELETE', at`/${folder}/${id}`, { type, action: 'deleted', id }, o)
