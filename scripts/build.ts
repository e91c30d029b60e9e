/** Builds what browsers load and what npm publishes. `pnpm build --sdk` builds only the first, for `start`. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeElementDocs } from './element-docs.ts'
import { must, ROOT } from './run.ts'

const bin = (name: string) => join(ROOT, 'node_modules/.bin', name)
const elements = join(ROOT, 'packages/elements')

/** The script tag's files: packages/elements/dist/sdk. */
async function buildSdk(): Promise<void> {
  await must(join(elements, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], { cwd: elements })
}

/** Everything: the script tag's files, each package as npm publishes it, and the elements' manifest. */
export async function buildAll(): Promise<void> {
  await buildSdk()
  rmSync(join(ROOT, 'server/dist'), { recursive: true, force: true })
  for (const folder of ['packages/contract', 'packages/client', 'packages/elements', 'server']) {
    await must(bin('tsc'), ['-p', join(folder, 'tsconfig.build.json')])
  }
  // The server is published with what it serves.
  cpSync(join(elements, 'dist/sdk'), join(ROOT, 'server/dist/sdk'), { recursive: true })
  await must(join(elements, 'node_modules/.bin/cem'), ['analyze', '--quiet'], { cwd: elements })
  writeElementDocs()
}

if (import.meta.main) await (process.argv.includes('--sdk') ? buildSdk() : buildAll())
