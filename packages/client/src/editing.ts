/** Creating, changing and deleting, the same for everything that members write. */
import { at } from './address.ts'
import type { Change, Options, WriteOptions } from './connection.ts'
import { newKey } from './keys.ts'
import type { Link } from './link.ts'

/** Makes something new: with an idempotency key, so that it is made once. */
export const create = <Answer>(
  { write }: Link,
  path: string,
  doing: Pick<Change, 'type' | 'parent'>,
  body: object,
  o?: WriteOptions,
) => write<Answer>('POST', path, { ...doing, action: 'created' }, { ...o, key: o?.key ?? newKey() }, body)

export const changing =
  <Body extends object, Answer>({ write }: Link, type: Change['type'], folder: string) =>
  (id: string, body: Body, o?: Options) =>
    write<Answer>('PATCH', at`/${folder}/${id}`, { type, action: 'changed' }, o, body)

export const deleting =
  ({ write }: Link, type: Change['type'], folder: string) =>
  (id: string, o?: Options) =>
    write<void>('DELETE', at`/${folder}/${id}`, { type, action: 'deleted', id }, o)
