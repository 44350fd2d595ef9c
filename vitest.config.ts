import { defineConfig } from 'vitest/config'

/** Ends what hangs; it measures nothing, and a busy machine may take its time. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    maxWorkers: '100%', // the default leaves one core idle, which is half of a small machine
    projects: [
      {
        // Pure and in-process: what `npm run check` runs.
        test: {
          name: 'unit',
          include: [
            '{main,preload,resources}/**/*.test.ts',
            'test/{architecture,backup,checker}/**/*.test.ts',
            'test/formats/!(round-trip|wide-ledgers).test.ts',
            'test/schedule/properties.test.ts',
          ],
          isolate: false, // no test changes a module's state, and a process for each file costs a third of the time
          ...patience,
        },
      },
      {
        test: { name: 'renderer', include: ['renderer/**/*.test.tsx'], environment: 'jsdom', ...patience },
      },
      {
        // Every stop of every step, every interval of seventeen years, hundreds of books in every format: minutes of their own, so
        // not part of the quick check.
        test: {
          name: 'crash',
          include: [
            'test/{crash,chaos}/**/*.test.ts',
            'test/fuzz/**/*.test.ts',
            'test/schedule/{table,year,processes}.test.ts',
            'test/formats/{round-trip,wide-ledgers}.test.ts',
          ],
          ...patience,
        },
      },
      {
        // Against real servers that global-setup starts on loopback.
        test: {
          name: 'integration',
          include: ['test/{conformance,integration}/**/*.test.ts'],
          globalSetup: ['test/servers/global-setup.ts'],
          fileParallelism: false,
          ...patience,
        },
      },
    ],
  },
})
