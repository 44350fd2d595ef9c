// npm run chaos -- --faults 10000 --seed 1 [--real] [--only KIND] [--case N] [--workers 2] [--minutes 60] [--break lost|double|half|state]: disturbs
// deliveries in every way we know of, lets the app recover, and compares ledger, database and receiver. Exit 1 on any finding.
import { spawnSync } from 'node:child_process'
import { ensureServers } from '../test/servers/install.mjs'
import { bundle } from './bundle.mjs'
import { asNode, electronPath, root, setup } from './setup.mjs'

await setup()
const programs = { campaign: 'test/chaos/campaign.ts', victim: 'test/chaos/victim.ts' }
if (process.argv.includes('--real')) ensureServers()
const out = await bundle('chaos', programs, ['test/servers/namespace.sh'])
const args = [`${out}/campaign.mjs`, ...process.argv.slice(2)]
const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode, cwd: root })
process.exitCode = status ?? 1
