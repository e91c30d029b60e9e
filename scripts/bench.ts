/** Speed and size, as ratios within one run: what a feed page costs, how fast an import goes, what a page downloads. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll } from './build.ts'
import { must, ROOT } from './run.ts'

const bench = (file: string) => must(process.execPath, [join('server/bench', file)])

await buildAll()
console.log('\nFeed')
await bench('feed.ts')
console.log('\nImport')
await bench('import.ts')
console.log('\nBytes (gzip, brotli)')
const folder = join(ROOT, 'packages/elements/dist/sdk')
const manifest: Record<string, { file: string }> = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
)
for (const file of new Set(Object.values(manifest).map((chunk) => chunk.file))) {
  const [gzip, brotli] = ['gz', 'br'].map((kind) =>
    String(statSync(join(folder, `${file}.${kind}`)).size).padStart(7),
  )
  console.log(`${gzip}${brotli}  ${file}`)
}
