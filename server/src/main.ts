#!/usr/bin/env node
/** The command line: `vlinder <command>`. */
import { StartError } from './start-error.ts'

type Command = (args: string[]) => Promise<number | undefined>

/** Each is loaded when it is asked for: who mints a token need not wait for all that reads pictures and pages. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  demo: async () => (await import('./commands/demo.ts')).demo,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  issuer: async () => (await import('./commands/issuer.ts')).issuer,
  'sign-in': async () => (await import('./commands/sign-in.ts')).signIn,
  member: async () => (await import('./commands/member.ts')).member,
  token: async () => (await import('./commands/token.ts')).token,
  audit: async () => (await import('./commands/audit.ts')).audit,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
}

const HELP = `vlinder <command>

  serve                             serve the communities in the database; --help lists the settings
  demo                              serve a made-up community; --help says how to see it
  import <file>...                  read communities, members and what they shared from JSON Lines
  export <community>                write all of it in that format
  issuer add|list|rotate|remove     who may say who somebody is
  sign-in add|list|remove           a provider through which members sign in, where the host has no backend
  member deactivate|activate        leavers, and those who came back
  token <community> <member id>     an assertion to try the API with, in development
  audit verify|export               whether the audit log is whole, and a copy of it
  doctor                            what is wrong with this set-up, and what to change

Every command takes --help.
`

async function main([name = '', ...args]: string[]): Promise<number | undefined> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command) return (await command())(args)
  const asked = name === '' || name === 'help' || name === '--help'
  ;(asked ? process.stdout : process.stderr).write(asked ? HELP : `There is no command "${name}".\n\n${HELP}`)
  return asked ? 0 : 2
}

try {
  const code = await main(process.argv.slice(2))
  if (code !== undefined) process.exitCode = code
} catch (error) {
  const usage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (!usage && !(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(usage ? 2 : 1)
}
