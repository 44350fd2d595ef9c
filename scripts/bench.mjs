// npm run bench: speed, memory and pauses over 100,000 postings. Read the ratios: the machine is rarely quiet.
// npm run bench -- --postings N
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
  worker: 'test/bench/worker.ts',
  lists: 'test/bench/lists.ts',
  'house-main': 'test/bench/house-main.ts',
}
const out = await bundle('bench', programs, ['test/servers/namespace.sh'])
for (const part of ['writer', 'formats', 'pipeline', 'lists']) {
  // A process each, so that the memory of one does not count for the other.
  const args = [`${out}/${part}.mjs`, ...process.argv.slice(2)]
  const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
  if (status !== 0) process.exitCode = 1
}
build()
const cli = at('node_modules', '@playwright', 'test', 'cli.js')
const window = spawnSync(process.execPath, [cli, 'test', '-c', at('test', 'bench')], { stdio: 'inherit' })
if (window.status !== 0) process.exitCode = 1
