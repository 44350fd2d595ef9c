import { join } from 'node:path'
import { systemClock } from './adapters/clock/clock'
import { createLog } from './adapters/log/log'
import { createRedactor } from './adapters/log/redactor'
import { startShell } from './shell/start'

startShell({
  hostScript: new URL('./host.js', import.meta.url),
  outFolder: join(import.meta.dirname, '..'),
  openLog: (profileDir) => createLog(join(profileDir, 'log'), { clock: systemClock, redactor: createRedactor() }),
})
