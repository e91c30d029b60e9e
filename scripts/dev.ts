/**
 * For contributors: rebuilds the widgets, and starts the demo's server and its intranet anew, when a file changes; the
 * page loads itself again.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './run.ts'

const elements = join(ROOT, 'packages/elements')
const port = Number(process.env.PORT || 4600)
const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`
/** The server listens beside the intranet, which is what one opens. */
const behind = port + 1

const watched = (file: string, env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, ['--watch', ...file.split(' ')], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, VLINDER_RELOAD: '1', PUBLIC_URL: publicUrl, ...env },
  })

const children = [
  spawn(join(elements, 'node_modules/.bin/vite'), ['build', '--watch'], { cwd: elements, stdio: 'inherit' }),
  watched('server/src/main.ts demo', { PORT: String(behind), TRUST_PROXY: '1' }),
  watched('examples/intranet/main.ts', { VLINDER_SERVER: `http://127.0.0.1:${behind}` }),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
