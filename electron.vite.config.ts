import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { notePackages } from './scripts/shipped.mjs'

const at = (path: string) => resolve(import.meta.dirname, path)

// Native modules stay outside the bundle; everything else goes into it. `electron` exists only in the app's own process,
// so the command line and the host worker must not import it (test/architecture checks that).
const native = ['better-sqlite3', '@github/keytar', 'cpu-features', /\.node$/]

// Everything is loaded from the local disk, at once.
const chunkSizeWarningLimit = 2000

export default defineConfig({
  main: {
    plugins: [notePackages('main')],
    build: {
      outDir: at('out/main'),
      externalizeDeps: false,
      target: 'node24',
      minify: true,
      chunkSizeWarningLimit,
      rolldownOptions: {
        input: {
          index: at('main/index.ts'),
          host: at('main/host.ts'),
          cli: at('main/command-line.ts'),
          'pdf-reader': at('main/adapters/einvoice/pdf-worker.ts'),
        },
        external: native,
      },
    },
  },
  preload: {
    plugins: [notePackages('preload')],
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS and one single file.
      rolldownOptions: {
        input: { index: at('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), notePackages('renderer')],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome148',
      minify: true,
      chunkSizeWarningLimit,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
