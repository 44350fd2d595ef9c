import { defineConfig } from '@playwright/test'

/** The parts of `npm run bench` that start the built app. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  timeout: 1_800_000, // the installation is made first
  workers: 1,
  reporter: 'dot',
  outputDir: '../../test-results/bench',
})
