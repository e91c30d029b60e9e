/** The environment, read once and turned into a typed configuration. */
import { StartError } from './start-error.ts'

export interface Config {
  /** Port to listen on; 0 takes any free one. */
  port: number
  host: string
  /** Path of the SQLite file, or `:memory:`. */
  databaseUrl: string
  /** The address browsers use, without a slash at its end; the audience of assertions. */
  publicUrl: string
  logLevel: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Everything that can be set, with its default and what it is: for `vlinder serve --help`. */
export const VARIABLES: [name: string, fallback: string, meaning: string][] = [
  ['PORT', '4600', 'port to listen on'],
  ['HOST', '127.0.0.1', 'address to listen on'],
  ['DATABASE_URL', 'data/vlinder.db', 'path of the SQLite file'],
  ['PUBLIC_URL', 'http://localhost:<PORT>', 'address that browsers use, and the audience of assertions'],
  ['LOG_LEVEL', 'info', `how much is logged: ${LOG_LEVELS.join(', ')}`],
]

/** @throws StartError naming the variable that cannot be used */
export function readConfig(env: NodeJS.ProcessEnv = process.env, databaseUrl = 'data/vlinder.db'): Config {
  const port = Number(env.PORT || 4600)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError('PORT must be a number from 0 to 65535.')
  const logLevel = env.LOG_LEVEL || 'info'
  if (!LOG_LEVELS.includes(logLevel))
    throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
  return {
    port,
    host: env.HOST || '127.0.0.1',
    databaseUrl: env.DATABASE_URL || databaseUrl,
    publicUrl: publicUrl(env.PUBLIC_URL || `http://localhost:${port}`),
    logLevel,
  }
}

function publicUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new StartError(
      'PUBLIC_URL must be an http or https address without a query, like https://community.example.nl.',
    )
  }
  return url.href.replace(/\/+$/, '')
}
