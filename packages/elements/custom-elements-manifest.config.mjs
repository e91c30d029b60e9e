/** custom-elements.json, from the JSDoc of each element: docs and types are made from it. */
export default {
  globs: ['src/*/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.styles.ts', 'src/testing/**'],
  litelement: true,
  outdir: '.',
}
