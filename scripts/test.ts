/**
 * Everything that guards the project, in one command: types, lint, unused code, the tests of each package, the
 * elements in a real browser and the example pages in a real browser. The last line says how many passed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from './build.ts'
import { ROOT, run } from './run.ts'

interface Count {
  passed: number
  failed: number
}

/** Sums what node's test runner (`ℹ pass 3`) and the browser reporter (`3 passed, 0 failed`) print at their end. */
function counted(output: string): Count {
  const sum = (pattern: RegExp) => [...output.matchAll(pattern)].reduce((n, match) => n + Number(match[1]), 0)
  return {
    passed: sum(/^ℹ pass (\d+)$/gm) + sum(/^(\d+) passed, \d+ failed$/gm),
    failed: sum(/^ℹ (?:fail|cancelled) (\d+)$/gm) + sum(/^\d+ passed, (\d+) failed$/gm),
  }
}

/** A command that either holds or does not. */
async function check(name: string, command: string, args: string[], cwd = ROOT): Promise<Count> {
  const { code, output } = await run(command, args, { cwd, show: false })
  const holds = code === 0
  console.log(`${holds ? '✔' : '✖'} ${name}`)
  if (!holds) console.log(output)
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1 }
}

/** Hundreds of small programs run: what Node makes of our TypeScript is made once for all of them. */
const ENV = {
  ...process.env,
  FORCE_COLOR: '0',
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/node'),
}

/** A test runner that counts for itself. One that fails without a failed test, or runs none, counts as a failure. */
async function suite(name: string, command: string, args: string[], cwd = ROOT): Promise<Count> {
  console.log(`\n${name}`)
  const { code, output } = await run(command, args, { cwd, env: ENV })
  const count = counted(output)
  if (count.failed === 0 && (code !== 0 || count.passed === 0)) {
    console.log(`✖ ${name} ended with exit code ${code} after ${count.passed} passed tests.`)
    count.failed = 1
  }
  return count
}

/** pnpm, as it runs this script: a program of its own, or one for Node. */
function pnpm(...args: string[]): [command: string, args: string[]] {
  const path = process.env.npm_execpath ?? 'pnpm'
  return /\.[cm]?js$/.test(path) ? [process.execPath, [path, ...args]] : [path, args]
}

const bin = (name: string) => join(ROOT, 'node_modules/.bin', name)
/** A test that hangs is a failed test; the slowest takes a few seconds. */
const TIMEOUT = '--test-timeout=180000'
const typed = [
  'packages/contract',
  'packages/client',
  'packages/elements',
  'packages/elements/test',
  'server',
  'scripts',
  'examples',
]
const published = ['packages/contract', 'packages/client', 'packages/elements', 'server']

const total: Count = { passed: 0, failed: 0 }
const add = ({ passed, failed }: Count) => {
  total.passed += passed
  total.failed += failed
}

await buildAll()
// The browser and its tools are a workspace of their own, which only this command installs.
add(await check('browser tools installed', ...pnpm('--dir', 'examples', 'install', '--frozen-lockfile')))

const sources = async () => {
  for (const folder of typed) {
    add(await check(`types: ${folder}`, bin('tsc'), ['--noEmit', '-p', folder]))
  }
  add(await check('lint and format', bin('biome'), ['ci', '.']))
  add(await check('no unused files, exports or dependencies', bin('knip'), []))
}
// What npm would publish, checked as a package: `publishConfig` differs from what the workspace uses.
const packed = mkdtempSync(join(tmpdir(), 'vlinder-packed-'))
const packages = async () => {
  for (const folder of published) {
    const file = join(packed, `${folder.replace('/', '-')}.tgz`)
    add(await check(`packs: ${folder}`, ...pnpm('--dir', folder, 'pack', '--out', file)))
    add(await check(`publint: ${folder}`, bin('publint'), ['--strict', file]))
    // The server is a command: it has no types to resolve.
    if (folder !== 'server')
      add(await check(`types resolve: ${folder}`, bin('attw'), [file, '--profile', 'esm-only']))
  }
}
await Promise.all([sources(), packages()])
rmSync(packed, { recursive: true })

add(
  await suite('contract, client and server', process.execPath, [
    '--test',
    '--test-reporter=spec',
    // By default one core is left idle.
    `--test-concurrency=${availableParallelism()}`,
    TIMEOUT,
    'packages/contract/src/**/*.test.ts',
    'packages/client/src/**/*.test.ts',
    'packages/elements/test/**/*.test.ts',
    'server/src/**/*.test.ts',
    'scripts/**/*.test.ts',
  ]),
)
const examples = join(ROOT, 'examples')
const runner = join(examples, 'node_modules/.bin/wtr')
add(await suite('elements, in a browser', runner, ['--config', 'web-test-runner.config.ts'], examples))
add(
  await suite('example pages, in a browser', process.execPath, [
    '--test',
    '--test-reporter=spec',
    // Pages mostly wait: two files at a time keep two cores busy.
    '--test-concurrency=2',
    TIMEOUT,
    'examples/*/*.test.ts',
  ]),
)

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
