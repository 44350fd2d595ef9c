import { join } from 'node:path'
import { systemClock } from './adapters/clock/clock'
import { createLog } from './adapters/log/log'
import { createRedactor } from './adapters/log/redactor'
import { startShell } from './shell/start'

// `belegbote -- export kanzlei`: a command needs no display, and Electron asks for one only once this file has been loaded.
if (process.argv.includes('--')) await import('./command-line')
else
  startShell({
    hostScript: new URL('./host.js', import.meta.url),
    outFolder: join(import.meta.dirname, '..'),
    openLog: (profileDir) => createLog(join(profileDir, 'log'), { clock: systemClock, redactor: createRedactor() }),
  })
