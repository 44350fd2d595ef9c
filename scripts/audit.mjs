// npm run audit: known weaknesses of all packages, those that ship and those that build and test.
// Exit 0: none of weight; 1: some of weight "high" or "critical"; 2: nobody could be asked (no network, or a registry that
// has no audit), which is no proof of anything.
import { spawnSync } from 'node:child_process'
import { root } from './setup/paths.mjs'

const onWindows = process.platform === 'win32'
const asked = spawnSync('npm', ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: onWindows,
  maxBuffer: 2 ** 28,
})
let report
try {
  report = JSON.parse(asked.stdout)
} catch {
  report = {}
}
const found = report.metadata?.vulnerabilities
if (!found) {
  process.stderr.write(
    `[audit] the registry did not answer: ${report.error?.summary || report.message || asked.stderr.trim() || 'no report'}\n`,
  )
  process.exitCode = 2
} else {
  for (const { name, severity, via, range } of Object.values(report.vulnerabilities)) {
    const titles = via.map((one) => (typeof one === 'string' ? one : `${one.title} ${one.url}`))
    process.stdout.write(`${severity}: ${name} ${range}: ${titles.join('; ')}\n`)
  }
  process.stdout.write(`${JSON.stringify(found)}\n`)
  process.exitCode = found.high + found.critical > 0 ? 1 : 0
}
