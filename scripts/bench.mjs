// npm run bench: speed, memory and pauses over 100,000 postings. Read the ratios: the machine is rarely quiet.
// npm run bench [-- PART…] [--postings N]; the parts: writer, formats, pipeline, million, lists, transfer, start, window
import { spawnSync } from 'node:child_process'
import { ensureServers } from '../test/servers/install.mjs'
import { bundle } from './bundle.mjs'
import { asNode, at, build, electronPath, setup } from './setup.mjs'

await setup()
ensureServers()
const programs = {
  writer: 'test/bench/writer.ts',
  formats: 'test/bench/formats.ts',
  pipeline: 'test/bench/pipeline.ts',
  million: 'test/bench/million.ts',
  worker: 'test/bench/worker.ts',
  lists: 'test/bench/lists.ts',
  transfer: 'test/bench/transfer.ts',
  upload: 'test/bench/transfer/upload.ts',
  'house-main': 'test/bench/house-main.ts',
}
const out = await bundle('bench', programs, ['test/servers/namespace.sh'])
const options = process.argv.slice(2)
const named = options.filter((option, index) => !option.startsWith('--') && !options[index - 1]?.startsWith('--'))
const wanted = (part) => named.length === 0 || named.includes(part)
if (wanted('transfer')) ensureRivals()
for (const part of ['writer', 'formats', 'pipeline', 'million', 'lists', 'transfer'].filter(wanted)) {
  // A process each, so that the memory of one does not count for the other.
  const { status } = spawnSync(electronPath(), [`${out}/${part}.mjs`, ...options], { stdio: 'inherit', env: asNode })
  if (status !== 0) process.exitCode = 1
}
const shown = ['start', 'window'].filter(wanted)
if (shown.length > 0) {
  build()
  const args = [at('node_modules', '@playwright', 'test', 'cli.js'), 'test', '-c', at('test', 'bench')]
  const files = shown.map((part) => `${part}.bench.ts`)
  const { status } = spawnSync(process.execPath, [...args, ...files], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

/** The programs that uploads are compared with. None of them listens. */
function ensureRivals() {
  const rivals = { sftp: 'openssh-client', lftp: 'lftp', curl: 'curl', rclone: 'rclone' }
  const missing = Object.entries(rivals).filter(([name]) => spawnSync('which', [name]).status !== 0)
  const packages = missing.map(([, name]) => name)
  if (packages.length > 0) spawnSync('apt-get', ['install', '-q', '-y', ...packages], { stdio: 'inherit' })
}
