import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { books, filesIn, folderProfile, Installation } from './cli-kit'

const canary = 'Kanarienvogel-7f3a'
const passphrase = 'ein langer Satz für die Sicherung'
const sftp = {
  id: 'kanzlei',
  name: 'Kanzlei',
  enabled: false,
  target: { protocol: 'sftp', host: '127.0.0.1', user: 'stb' },
  selection: { mandants: ['M1'], documentTypes: ['RE'] },
  exportDebtors: false,
  format: 'datev-csv',
  schedule: { interval: 'daily', time: '18:30' },
}

/** Books, a delivery that is in the backup, and a password. */
async function backedUp(home: Installation, out: string, ...options: readonly string[]): Promise<string> {
  await home.importBooks({
    ...books,
    belege: (books['belege'] ?? []).slice(0, 1),
    buchungen: (books['buchungen'] ?? []).slice(0, 2),
  })
  await home.apply(folderProfile(out), sftp)
  expect((await home.run(['profile', 'secret', 'kanzlei'], { stdin: canary })).exit).toBe(0)
  expect((await home.json('export', 'ordner')).json.run.state).toBe('delivered')
  const file = `${home.fresh()}.zip`
  const written = await home.run(['backup', file, ...options, '--json'], { stdin: `${passphrase}\n` })
  expect([written.exit, written.json?.backup?.path]).toEqual([0, file])
  return file
}

describe('a restored backup', () => {
  it('sends nothing twice that was delivered after it was made', async () => {
    using home = new Installation()
    const out = home.fresh()
    const file = await backedUp(home, out)
    await home.importBooks(books) // one more document, delivered in the time that will be lost
    const lost = (await home.json('export', 'ordner')).json.run
    expect([lost.state, lost.documents]).toEqual(['delivered', 1])
    const before = filesIn(out)
    const asked = await home.json('restore', file)
    expect([asked.exit, asked.json.error.code]).toEqual([3, 'restore-unconfirmed'])
    expect((await home.json('run', 'list')).json.runs).toHaveLength(2)
    const restored = await home.json('restore', file, '--yes')
    expect([restored.exit, restored.json.restored.secrets]).toEqual([0, 'none'])
    expect(restored.stderr).toContain('können Lieferungen erfolgt sein')
    expect(existsSync(join(restored.json.restored.aside, 'belegbote.db'))).toBe(true)
    expect((await home.json('run', 'list')).json.runs).toHaveLength(1)
    // The same installation with its own vault still knows the password.
    expect((await home.json('profile', 'show', 'kanzlei')).json).toMatchObject({ secretSet: true })

    await home.importBooks(books)
    const held = await home.json('export', 'ordner')
    expect([held.exit, held.json.run.state, held.json.run.error.code]).toEqual([1, 'parked', 'restored-uncertain'])
    expect(held.json.run.id).not.toBe(lost.id)
    expect(filesIn(out)).toEqual(before)
    const arrived = await home.json('run', 'arrived', held.json.run.id, '--reason', 'liegt dort')
    expect([arrived.exit, arrived.json.run.state]).toEqual([0, 'delivered'])
    expect((await home.json('export', 'ordner')).json.run.state).toBe('empty')
    expect(filesIn(out)).toEqual(before)
  }, 180_000)

  it('brings its passwords to another computer under the passphrase, and only there', async () => {
    using home = new Installation()
    const file = await backedUp(home, home.fresh(), '--passphrase')
    expect(readFileSync(file).includes(canary)).toBe(false)
    using other = new Installation()
    const wrong = await other.run(['restore', file, '--yes', '--passphrase', '--json'], { stdin: 'ein anderer Satz' })
    expect([wrong.exit, wrong.json.error.code]).toEqual([2, 'backup-passphrase-wrong'])
    expect(existsSync(join(other.profileDir, 'belegbote.db'))).toBe(false)
    const restored = await other.run(['restore', file, '--yes', '--passphrase', '--json'], { stdin: passphrase })
    expect([restored.exit, restored.json.restored.secrets]).toEqual([0, 'restored'])
    expect((await other.json('profile', 'show', 'kanzlei')).json).toMatchObject({ secretSet: true })
    expect(other.filesHolding(canary)).toEqual([])
  }, 180_000)

  it('is refused as long as another process works in the folder', async () => {
    using home = new Installation()
    const file = await backedUp(home, home.fresh())
    const schedule = home.start(['schedule', 'run'])
    let said = ''
    schedule.stderr.on('data', (piece) => {
      said += String(piece)
    })
    const ended = new Promise((resolve) => schedule.once('close', resolve))
    await expect.poll(() => said, { timeout: 60_000 }).toContain('Der Zeitplaner läuft.')
    const refused = await home.json('restore', file, '--yes')
    expect([refused.exit, refused.json.error.code]).toEqual([3, 'restore-in-use'])
    schedule.kill('SIGTERM')
    await ended
    expect((await home.json('restore', file, '--yes')).exit).toBe(0)
  }, 180_000)
})

describe('a lost or damaged database', () => {
  it.each([
    ['no database', (path: string) => writeFileSync(path, 'no database'.repeat(1_000)), 'database-unreadable'],
    ['a cut one', (path: string) => truncateSync(path, 8_192), 'database-unreadable'],
    ['an empty one', (path: string) => truncateSync(path, 0), 'database-unreadable'],
    ['one with a spoilt page', spoil, 'database-unreadable'],
    ['none', (path: string) => rmSync(path), 'database-missing'],
  ])(
    '%s runs nothing, is left as it is, and gives way to a backup',
    async (_what, damage, code) => {
      using home = new Installation()
      const file = await backedUp(home, home.fresh())
      for (const name of ['belegbote.db', 'ledger.db']) {
        const path = join(home.profileDir, name)
        damage(path)
        const before = existsSync(path) ? readFileSync(path) : null
        const { exit, json, stderr } = await home.json('export', 'ordner')
        expect([name, exit, json.error.code]).toEqual([name, 1, code])
        expect(stderr).toContain('Es liegt keine automatische Sicherung vor')
        expect(existsSync(path) ? readFileSync(path) : null).toEqual(before)
        expect((await home.json('restore', file, '--yes')).exit).toBe(0)
        expect((await home.json('run', 'list')).json.runs).toHaveLength(1)
      }
    },
    180_000,
  )
})

/** In the middle, so that the header and the first page stay good. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4_096 * 3, 4_096 * 4)
  writeFileSync(path, bytes)
}
