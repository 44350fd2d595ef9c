// npm run fuzz -- --seed 1 --inputs 100000 [--reader exchange] [--only 1234] [--parallel 2] [--table FILE]: gives every
// reader of foreign bytes spoilt inputs, in processes that may hang or die. Exit 1 on any finding.
import { spawnSync } from 'node:child_process'
import { renameSync } from 'node:fs'
import { bundle } from './bundle.mjs'
import { asNode, at, electronPath, setup } from './setup.mjs'

await setup()
const out = await bundle(
  'fuzz',
  {
    campaign: 'test/fuzz/campaign.ts',
    child: 'test/fuzz/child.ts',
    'pdf-reader': 'main/adapters/einvoice/pdf-worker.ts',
  },
  [],
)
renameSync(`${out}/pdf-reader.mjs`, `${out}/pdf-reader.js`) // as the app looks for it
const [campaign, child] = [`${out}/campaign.mjs`, `${out}/child.mjs`]
const args = [campaign, child, at('.cache', 'fuzz-findings'), ...process.argv.slice(2)]
const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
process.exitCode = status ?? 1
