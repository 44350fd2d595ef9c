// npm start: sets up what is missing, builds, opens the app; without a display it shows the round trip on the command line.
import { spawn } from 'node:child_process'
import { belegbote } from './belegbote.mjs'
import { build, electronPath, root, sandboxArgs, setup } from './setup.mjs'

const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
const say = (text) => process.stderr.write(`[start] ${text}\n`)

function openApp() {
  const sandbox = sandboxArgs()
  if (sandbox.length > 0) say('Chromium’s sandbox cannot work for this user here: starting with --no-sandbox')
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const app = spawn(electronPath(), [root, ...sandbox, ...process.argv.slice(2)], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill(signal))
  // npm dies of a signal without passing it on; without this the app would stay behind.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && app.kill('SIGTERM'), 1000).unref()
  return new Promise((resolve) => app.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0))))
}

try {
  await setup()
  build()
  if (!hasDisplay) say('there is no display here: running "belegbote demo" instead of the window')
  process.exitCode = hasDisplay ? await openApp() : await belegbote(['demo'])
} catch (error) {
  say(error.message)
  process.exitCode = 1
}
