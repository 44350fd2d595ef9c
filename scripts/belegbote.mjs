// npm run --silent belegbote -- <command>: the command line from a checkout, in Electron's own runtime.
import { spawn } from 'node:child_process'
import { asNode, at, build, electronPath, setup } from './setup.mjs'

/** Runs one command with this process's own input and output and answers its exit status. */
export async function belegbote(args) {
  await setup()
  build()
  const cwd = process.env.INIT_CWD ?? process.cwd() // npm changes to the project's root; paths are the caller's
  return new Promise((resolve, reject) => {
    const child = spawn(electronPath(), [at('out', 'main', 'cli.js'), ...args], { stdio: 'inherit', env: asNode, cwd })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

if (process.argv[1]?.endsWith('belegbote.mjs')) {
  try {
    process.exitCode = await belegbote(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`[belegbote] ${error.message}\n`)
    process.exitCode = 1
  }
}
