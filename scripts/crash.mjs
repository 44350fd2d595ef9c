// npm run crash -- --points 1000 --seed 1 [--parallel 2]: kills the shipped command line while it delivers to a real
// OpenSSH server, starts it again until it is done, and compares ledger, database and server. Exit 1 on any difference.
import { spawnSync } from 'node:child_process'
import { ensureServers } from '../test/servers/install.mjs'
import { bundle } from './bundle.mjs'
import { asNode, at, build, electronPath, setup } from './setup.mjs'

await setup()
ensureServers()
build()
const programs = { campaign: 'test/crash/campaign/campaign.ts' }
const out = await bundle('crash', programs, ['test/servers/namespace.sh'])
const args = [`${out}/campaign.mjs`, at('out', 'main', 'cli.js'), ...process.argv.slice(2)]
const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
process.exitCode = status ?? 1
