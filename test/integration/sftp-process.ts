import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * Runs a script in a process of its own, in the same runtime, and answers what it printed: for library calls that stop the
 * event loop or never let go of it.
 */
export async function runAlone(script: string): Promise<string> {
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd, env, timeout: 50_000 })
  return stdout.trim().split('\n').at(-1) ?? ''
}
