/** Speed and size, as ratios within one run: what a feed page costs, how fast an import goes, what a page downloads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildAll } from './build.ts'
import { must, ROOT } from './run.ts'

const bench = (file: string) => must(process.execPath, [join('server/bench', file)])

await buildAll()
console.log('\nFeed')
await bench('feed.ts')
console.log('\nImport')
await bench('import.ts')
console.log('\nBytes (gzip)')
const folder = join(ROOT, 'packages/elements/dist/sdk')
const manifest: Record<string, { file: string }> = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
)
for (const file of new Set(Object.values(manifest).map((chunk) => chunk.file))) {
  console.log(
    `${String(gzipSync(readFileSync(join(folder, file)), { level: 9 }).length).padStart(7)}  ${file}`,
  )
}
