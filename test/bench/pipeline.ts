import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBigLedger } from '../fixtures/exchange'
import { startServers } from '../servers/servers'
import { peakMiB } from './peak'
import { runWorker } from './run-worker'

const postings = Number(process.argv[process.argv.indexOf('--postings') + 1]) || 100_000
const baselineMiB = peakMiB()
const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))
const keyFile = join(folder, 'vault.key')
writeFileSync(keyFile, `${'a1'.repeat(32)}\n`, { mode: 0o600 })
process.env['BELEGBOTE_VAULT_KEY_FILE'] = keyFile

const servers = await startServers(['sshd'])
const { sshd } = servers.info.servers
const account = servers.info.users.xfer
try {
  const exchangeFolder = join(folder, 'exchange')
  await makeBigLedger(exchangeFolder, postings)
  const { lines, mainPauseMs } = await runWorker(new URL('./worker.mjs', import.meta.url), {
    ...{ profileDir: join(folder, 'profile'), exchangeFolder, format: 'datev-csv', password: account.password },
    target: {
      ...{ protocol: 'sftp', host: '127.0.0.1', port: sshd.port, directory: 'in', user: account.name },
      ...{ hostKeys: sshd.hostKeys, privateKeyFile: null, tlsCaFile: null },
    },
    phases: ['import', 'dry-run', 'export', 'read-back'],
  })
  console.log(`One ledger of ${postings} postings through the app`)
  for (const line of lines) {
    const rowsPerSecond = Math.round(postings / (line.ms / 1000))
    console.log(
      `  ${line.phase}: ${rowsPerSecond} rows/s; longest pause of the worker ${line.pauseMs.toFixed(0)} ms; peak memory ${line.peakMiB.toFixed(0)} MiB`,
    )
  }
  console.log(`  longest pause of the main thread ${mainPauseMs.toFixed(0)} ms (goal: under 50)`)
  console.log(
    `  peak memory ${peakMiB().toFixed(0)} MiB, of it ${baselineMiB.toFixed(0)} before anything began (goal: under 250)`,
  )
} finally {
  await servers.stop()
  rmSync(folder, { recursive: true, force: true })
}
