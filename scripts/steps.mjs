// Runs the steps of a check one after the other, with their times, and stops at the first that fails.
import { spawn } from 'node:child_process'
import { root } from './setup.mjs'

/** @param {string} name @param {string} program @param {string[]} args @param {Record<string, string | undefined>} [env] */
export function step(name, program, args, env = process.env) {
  const startedMs = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const seconds = ((Date.now() - startedMs) / 1000).toFixed(1)
      process.stderr.write(`[${name}] ${code === 0 ? 'ok' : `failed (${code ?? signal})`} after ${seconds} s\n`)
      if (code === 0) resolve()
      else reject(new Error(`${name} failed`))
    })
  })
}
