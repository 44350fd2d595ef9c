// npm run crash -- --points 1000 --seed 1 [--parallel 2]: kills the shipped command line while it delivers to a real
// OpenSSH server, starts it again until it is done, and compares ledger, database and server. Exit 1 on any difference.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { build as bundle } from 'vite'
import { ensureServers } from '../test/servers/install.mjs'
import { asNode, at, build, electronPath, setup } from './setup.mjs'

const out = at('.cache', 'crash')

await setup()
ensureServers()
build()
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
      input: { campaign: at('test/crash/campaign/campaign.ts') },
      external: [/\.node$/],
      // ssh2 and its helpers are CommonJS and ask for their folder.
      output: { entryFileNames: '[name].mjs', banner: 'const __dirname = import.meta.dirname' },
    },
  },
})
// What the test servers and the checker read beside their modules.
cpSync(at('test/servers/namespace.sh'), `${out}/namespace.sh`)
cpSync(at('test/checker/facts'), `${out}/facts`, { recursive: true })
const args = [`${out}/campaign.mjs`, at('out', 'main', 'cli.js'), ...process.argv.slice(2)]
const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
process.exitCode = status ?? 1
