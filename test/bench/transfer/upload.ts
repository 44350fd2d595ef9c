import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createConnectors } from '../../../main/adapters/transfer'
import type { TargetSettings } from '../../../main/core/transfer/target'

/* A process of its own that hands files over as a run does (temporary name, hash, size, publish), so that its memory counts alone. */

export interface UploadOrder {
  readonly settings: TargetSettings
  readonly secret: string | null
  /** Made when it does not exist. */
  readonly directory: string
  readonly files: readonly string[]
}

/** What the process prints. `ms`: from the connection to its end; `peakMiB`: highest resident memory. */
export interface UploadResult {
  readonly ms: number
  readonly peakMiB: number
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** The kernel's own count. */
function peakMiB(): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
}

const order = JSON.parse(process.argv[2] ?? '') as UploadOrder // safe: transfer.ts is the only starter
const connectors = createConnectors({ add: () => undefined, apply: (text) => text })
const startedMs = performance.now()
const session = must(await connectors[order.settings.protocol].connect(order.settings, order.secret))
must(await session.ensureFolder(order.directory))
for (const file of order.files) {
  const remote = `${order.directory}/${basename(file)}`
  must(await session.upload(file, `${remote}.part`))
  must(await session.publish(`${remote}.part`, remote))
}
session.close()
const result: UploadResult = { ms: performance.now() - startedMs, peakMiB: peakMiB() }
process.stdout.write(JSON.stringify(result))
process.exit(0)
