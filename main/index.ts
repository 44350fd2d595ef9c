import { join } from 'node:path'
import { startShell } from './shell/start'

startShell({ hostScript: new URL('./host.js', import.meta.url), outFolder: join(import.meta.dirname, '..') })
