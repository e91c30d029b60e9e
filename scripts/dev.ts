/** For contributors: rebuilds the widgets and restarts the demo when a file changes; the page loads itself again. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './run.ts'

const elements = join(ROOT, 'packages/elements')
const children = [
  spawn(join(elements, 'node_modules/.bin/vite'), ['build', '--watch'], { cwd: elements, stdio: 'inherit' }),
  spawn(process.execPath, ['--watch', 'server/src/main.ts', 'demo'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, VLINDER_RELOAD: '1' },
  }),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
