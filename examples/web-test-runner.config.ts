/** The elements' tests, in a real browser. Its last line is counted by `pnpm test`. */
import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { ARGS, browserPath } from './browser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const counting = () => {
  const totals = { passed: 0, failed: 0 }
  return {
    onTestRunFinished({ sessions }) {
      const visit = (suite) => {
        for (const test of suite?.tests ?? []) {
          if (test.skipped) continue
          totals[test.passed ? 'passed' : 'failed']++
          if (!test.passed)
            console.log(`✖ ${suite.name} ${test.name}\n  ${test.error?.message}\n${test.error?.stack ?? ''}`)
        }
        for (const inner of suite?.suites ?? []) visit(inner)
      }
      for (const session of sessions) {
        for (const line of session.logs ?? []) console.log(...line)
        visit(session.testResults)
        for (const error of session.errors) {
          totals.failed++
          console.log(`✖ ${session.testFile}\n  ${error.message}\n${error.stack ?? ''}`)
        }
      }
      console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
    },
  }
}

export default {
  rootDir: root,
  files: `${root}packages/elements/src/**/*.test.ts`,
  nodeResolve: { exportConditions: ['browser', 'production'] },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}packages/elements/tsconfig.json` }),
  ],
  browsers: [chromeLauncher({ launchOptions: { executablePath: await browserPath(), args: ARGS } })],
  // A busy machine draws slowly; nothing here waits for a clock.
  testFramework: { config: { timeout: 30_000 } },
  testsFinishTimeout: 300_000,
  concurrency: 1,
  reporters: [counting()],
}
