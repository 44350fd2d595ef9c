import { defineConfig } from '@playwright/test'

/** The window's part of `npm run bench`: it drives the built app over a large installation. */
export default defineConfig({
  testDir: '.',
  testMatch: 'window.bench.ts',
  timeout: 1_800_000, // the installation is made first
  workers: 1,
  reporter: 'line',
  outputDir: '../../test-results/bench',
})
