/** `vlinder doctor`: what is wrong with this set-up, and the header, attribute or setting to change. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Asked, examine } from '../doctor/examine.ts'
import type { Part } from '../doctor/finding.ts'
import { count, partText, summary } from '../doctor/report.ts'
import { StartError } from '../start-error.ts'

const HELP = `vlinder doctor [<community>] [--page <url>] [--token-url <url>] [--cookie-env <NAME>] [--token-file <file>|-] [--json]

Looks at this server's settings, its database and what is at PUBLIC_URL, and names what is wrong and what to change.
Run it with the environment of the server. It changes nothing. More that it looks at:

--page        your page with the widgets: its script tag, its content security policy, whether its origin may call
--token-url   where your backend gives tokens; by default what the page says. The token it gives is checked, too
--cookie-env  variable with the Cookie header of somebody who is signed in at your page, for both of these
--token-file  file with a token that was refused, or - to read it from standard input. It is never printed
--json        the same for programs: {"wrong", "warnings", "parts": [{"about", "findings"}]}

Both addresses are yours and are called from here, whatever network they are in.
Ends with 1 when something is wrong, with 0 when not.
`

const OPTIONS = {
  help: { type: 'boolean' },
  page: { type: 'string' },
  'token-url': { type: 'string' },
  'cookie-env': { type: 'string' },
  'token-file': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

type Write = (text: string) => void

export async function doctor(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  write: Write = (text) => process.stdout.write(text),
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  if (values.help || positionals.length > 1) {
    if (values.help) write(HELP)
    else process.stderr.write(HELP)
    return values.help ? 0 : 2
  }
  const page = address('--page', values.page)
  const asked: Asked = {
    community: positionals[0],
    page,
    tokenUrl: address('--token-url', values['token-url'], page),
    cookie: cookie(values['cookie-env'], env),
    token: token(values['token-file']),
  }
  const parts: Part[] = []
  for await (const part of examine(asked, env)) {
    parts.push(part)
    if (!values.json) write(partText(part))
  }
  const counted = count(parts)
  write(values.json ? `${JSON.stringify({ ...counted, parts }, null, 2)}\n` : summary(parts))
  return counted.wrong > 0 ? 1 : 0
}

function address(option: string, text: string | undefined, base?: URL): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text, base)
  if (url && /^https?:$/.test(url.protocol)) return url
  throw new StartError(`${option} must be an http or https address, like https://intranet.example.nl/page.`)
}

function cookie(name: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (name === undefined) return undefined
  const value = env[name]?.trim()
  if (value && /^[\x20-\x7e]+$/.test(value)) return value
  throw new StartError(
    `--cookie-env takes the name of a variable that holds a Cookie header, like SESSION="name=value"; ${/^\w+$/.test(name) ? name : 'this one'} holds none.`,
  )
}

function token(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim()
  } catch (error) {
    throw new StartError(`--token-file: ${error instanceof Error ? error.message : error}`)
  }
}
