// npm run bench: speed, memory and pauses over 100,000 postings. Read the ratios: the machine is rarely quiet.
// npm run bench -- --postings N
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { build as bundle } from 'vite'
import { ensureServers } from '../test/servers/install.mjs'
import { asNode, at, electronPath, setup } from './setup.mjs'

const out = at('.cache', 'bench')

await setup()
ensureServers()
rmSync(out, { recursive: true, force: true })
await bundle({
  root: at(),
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3', '@github/keytar', 'cpu-features'] },
  build: {
    ssr: true,
    outDir: out,
    target: 'node24',
    rolldownOptions: {
      input: {
        pipeline: at('test/bench/pipeline.ts'),
        worker: at('test/bench/worker.ts'),
        writer: at('test/bench/writer.ts'),
      },
      external: [/\.node$/],
      // ssh2 and its helpers are CommonJS and ask for their folder.
      output: { entryFileNames: '[name].mjs', banner: 'const __dirname = import.meta.dirname' },
    },
  },
})
// The test servers start through this script, beside their module.
cpSync(at('test/servers/namespace.sh'), `${out}/namespace.sh`)
for (const part of ['writer', 'pipeline']) {
  // A process each, so that the memory of one does not count for the other.
  const { status } = spawnSync(electronPath(), ['--expose-gc', `${out}/${part}.mjs`, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: asNode,
  })
  if (status !== 0) process.exitCode = 1
}
