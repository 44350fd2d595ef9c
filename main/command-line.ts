import { runCommandLine } from './cli/main'
import { createNodeIo, endWith } from './cli/node-io'
import { compose, logBug } from './compose'
import { createRecovery } from './recovery'

const io = createNodeIo({
  compose: (options) => compose({ ...options, actor: 'command-line' }),
  recover: (options) => createRecovery({ ...options, actor: 'command-line' }),
  // Loaded only here: nothing else that stands alone needs its tables.
  loadChecker: async () => (await import('./checker')).fileChecker,
  demo: {
    compose: (options) => compose({ ...options, actor: 'command-line' }),
    // Loaded only here: nothing else needs servers.
    startServer: async (options) => (await import('./adapters/demo-server/server')).startDemoServer(options),
    startMailServer: async (account) =>
      (await import('./adapters/demo-server/mail-server')).startDemoMailServer(account),
  },
  onBug: (error, profileDir) => logBug(profileDir, error),
})

await endWith(await runCommandLine(io))
