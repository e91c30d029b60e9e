/** Runs commands for the other scripts: inherits the terminal or hands back what was printed. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Show the output while it comes; default true. */
  show?: boolean
}

/** Runs a command to its end. Resolves with its exit code and everything it printed, in order. */
export function run(
  command: string,
  args: string[],
  { cwd = ROOT, env = process.env, show = true }: RunOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk
      if (show) to.write(chunk)
    }
    child.stdout.on('data', take(process.stdout))
    child.stderr.on('data', take(process.stderr))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs a command and ends the whole script with its exit code if it fails. */
export async function must(command: string, args: string[], options?: RunOptions): Promise<string> {
  const { code, output } = await run(command, args, options)
  if (code !== 0) {
    if (options?.show === false) process.stderr.write(output)
    process.stderr.write(`\n${[command, ...args].join(' ')} failed with exit code ${code}.\n`)
    process.exit(code)
  }
  return output
}
