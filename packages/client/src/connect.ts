/** Makes a connection. */
import type { Connection, ConnectOptions } from './connection.ts'

/** @throws ClientError of kind `misconfigured` when the options cannot work. */
export function connect(_options: ConnectOptions): Connection {
  throw new Error('not built yet')
}
