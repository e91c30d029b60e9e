/** Who works here: the staff list of the made-up organisations, as their intranet has it from its own personnel system. */
import { readFileSync } from 'node:fs'

export interface Colleague {
  id: string
  name: string
  email?: string
  groups: string[]
}

/** The same list was imported into the community, so that both know people by the same ids. */
const LIST = new URL('../../server/demo/content/1-community-and-members.jsonl', import.meta.url)
/** Members of this group direct the community. */
export const FACILITATORS = 'community-team'
const TEAM = ['m-hanneke-vos']

/** Who still works here, by name. */
export function staff(): Colleague[] {
  return readFileSync(LIST, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ type, active = true }) => type === 'member' && active)
    .map(({ id, name, email }) => ({ id, name, email, groups: TEAM.includes(id) ? [FACILITATORS] : [] }))
    .sort((one, other) => one.name.localeCompare(other.name, 'nl'))
}
