/** `vlinder member deactivate|activate`: leavers, and those who came back. */
import { parseArgs } from 'node:util'
import { appendCommand } from '../audit/append.ts'
import { readConfig } from '../config.ts'
import { setActive } from '../members/active.ts'
import { StartError } from '../start-error.ts'
import { openStorage } from '../storage/storage.ts'

const HELP = `vlinder member deactivate <community> <id>
vlinder member activate <community> <id>

A member who is deactivated is refused from their next request on; what they shared stays, under their name.
An import leaves this alone from then on.
`

const ACTIONS: Record<string, boolean> = { deactivate: false, activate: true }

export async function member(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [action = '', community, id, ...rest] = positionals
  const active = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (values.help || active === undefined || !community || !id || rest.length > 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    const name = await storage.transaction(async (db) => {
      const name = await setActive(db, { community, id, active })
      if (name !== undefined)
        await appendCommand(db, community, { action: `member:${action}`, type: 'member', object: id })
      return name
    })
    if (name === undefined) throw new StartError(`There is no member "${id}" in "${community}".`)
    process.stdout.write(`${name} is ${active ? 'active again' : 'no longer active'} in ${community}.\n`)
    return 0
  } finally {
    await storage.close()
  }
}
