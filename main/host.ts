import { parentPort, workerData } from 'node:worker_threads'
import { compose, logBug } from './compose'
import { assert } from './core/assert'
import { createRecovery } from './recovery'
import { Acting } from './shell/acting'
import type { HostData } from './shell/host-protocol'
import { serveApp } from './shell/host-service'

assert(parentPort !== null, 'the host runs in a worker')
// safe: HostClient is the only one who starts this script, and it hands exactly this over
const { profileDir, workstationName } = workerData as HostData

const acting = new Acting()
const options = { profileDir, workstationName, actor: 'window', person: () => acting.name } as const
const composed = compose(options)
const report = (error: unknown) => {
  logBug(profileDir, error)
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}
// The shell learns that this thread died; what of, with the known secrets kept out, is written here.
process.on('uncaughtExceptionMonitor', (error) => logBug(profileDir, error))
serveApp(composed, profileDir, parentPort, report, acting, createRecovery(options))
// From now on what is due runs, and what a crash or a shutdown left open goes on; each run tells its own end.
composed.then((app) => (app.ok ? app.value.schedule.start() : undefined)).catch(report)
