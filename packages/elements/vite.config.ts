/** Builds what the script tag loads: a stable entry, and chunks with their hash in their names. */
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  build: {
    outDir: 'dist/sdk',
    target: 'es2023',
    manifest: 'manifest.json',
    rolldownOptions: {
      input: 'src/loader.ts',
      preserveEntrySignatures: false,
      output: {
        entryFileNames: 'vlinder.js',
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: {
          groups: [
            // What every widget needs, in one request.
            {
              name: 'core',
              test: /node_modules\/.*lit|packages\/(client|contract)\/|src\/(core|events\/vlinder-(loaded|error)|kit\/(person|icons))/,
            },
          ],
        },
      },
    },
  },
})
