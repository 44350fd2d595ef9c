import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  timeout: 90_000,
  workers: 1,
  reporter: [['list'], ['json']],
  outputDir: 'test-results/playwright',
  use: { trace: 'retain-on-failure' },
})
