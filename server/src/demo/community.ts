/** The made-up community, in the import format. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const COMMUNITY = 'zorg-dichtbij'

const FOLDER = new URL('../../demo/content/', import.meta.url)

/** In the order of the file names. */
export const CONTENT = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .map((name) => fileURLToPath(new URL(name, FOLDER)))
