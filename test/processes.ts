import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')

/**
 * Runs our sources in another process of the same runtime. The code may await `ours('main/…/file.ts')`; what it prints
 * comes on stdout. Only sources whose types can be stripped may be loaded so.
 */
export function startOurs(code: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const script = `
    import { registerHooks } from 'node:module'
    registerHooks({
      resolve(name, context, next) {
        for (const ending of ['', '.ts', '/index.ts']) {
          try { return next(name + ending, context) } catch (error) { if (ending === '/index.ts') throw error }
        }
      },
    })
    const ours = (name) => import(new URL(name, '${pathToFileURL(join(root, '/')).href}').href)
    ${code}`
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The first text that a child prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the child has no stdout')
  const [data] = await once(child.stdout, 'data')
  return String(data).trim()
}
