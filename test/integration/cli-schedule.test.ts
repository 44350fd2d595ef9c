import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { books, filesIn, folderProfile, Installation } from './cli-kit'

const dayMs = 86_400_000
const begun = 'Der Zeitplaner läuft.'

/** A slot that was missed whatever the time of the test is, in a chain that never closes. */
async function withMissedSlot(home: Installation, out: string): Promise<void> {
  await home.importBooks(books)
  expect(
    (await home.run(['chain', 'set', home.file({ maintenanceWindow: null, adminsMayRevealPasswords: false })])).exit,
  ).toBe(0)
  await home.apply(folderProfile(out, { schedule: { interval: 'monthly', days: [1], time: '12:00' } }))
  setBack(home, 'UPDATE profile SET scheduled_from_ms = scheduled_from_ms - ?', 40 * dayMs)
}

/** As if the installation had been there for days, switched off. */
function setBack(home: Installation, sql: string, ms: number): void {
  const db = new Database(join(home.profileDir, 'belegbote.db'))
  db.prepare(sql).run(ms)
  db.close()
}

/** `schedule run` as a process of its own; `--json`, so that stdout holds nothing else. */
function startSchedule(home: Installation) {
  const child = home.start(['schedule', 'run', '--json'])
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (piece) => {
    stdout += String(piece)
  })
  child.stderr.on('data', (piece) => {
    stderr += String(piece)
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    said: () => stderr,
    stop: async (signal: NodeJS.Signals = 'SIGTERM') => {
      child.kill(signal)
      return { exit: await ended, json: JSON.parse(stdout), stderr }
    },
  }
}

describe('schedule run', () => {
  it('catches up what was missed, tells it, and ends as done when it is asked to', async () => {
    using home = new Installation()
    const out = home.fresh()
    await withMissedSlot(home, out)
    const schedule = startSchedule(home)
    await expect.poll(schedule.said, { timeout: 60_000 }).toMatch(/übergeben/)
    const { exit, json, stderr } = await schedule.stop()
    expect(exit).toBe(0)
    expect(json.runs).toMatchObject([{ profile: 'ordner', state: 'delivered', documents: 3, origin: 'schedule' }])
    expect(stderr).toContain(json.runs[0].id)
    expect(filesIn(out)).toHaveLength(json.runs[0].files.length)
    expect((await home.json('run', 'list')).json.runs).toHaveLength(1)
  }, 120_000)

  it('twice on one folder runs a slot once', async () => {
    using home = new Installation()
    const out = home.fresh()
    await withMissedSlot(home, out)
    const both = [startSchedule(home), startSchedule(home)]
    await expect.poll(() => both.map(({ said }) => said()).join(), { timeout: 60_000 }).toMatch(/übergeben/)
    for (const { said } of both) await expect.poll(said, { timeout: 60_000 }).toContain(begun) // before, a signal just ends it
    const answers = await Promise.all(both.map((one) => one.stop('SIGINT')))
    expect(answers.map(({ exit }) => exit)).toEqual([0, 0])
    const delivered = answers.flatMap(({ json }) => json.runs).filter((run) => run.documents > 0)
    expect(new Set(delivered.map((run) => run.id)).size).toBe(1)
    const { runs } = (await home.json('run', 'list')).json
    expect(new Set(runs.map((run: { dueAt: string }) => run.dueAt)).size).toBe(runs.length)
    expect(filesIn(out)).toHaveLength(delivered[0].files.length)
  }, 120_000)

  it('is refused on a computer that the folder does not belong to', async () => {
    using home = new Installation()
    await home.apply(folderProfile(home.fresh()))
    const answer = await home.run(['schedule', 'run', '--workstation', 'ANDERER', '--json'])
    expect([answer.exit, answer.json.error.code]).toEqual([3, 'workstation-other-name'])
  }, 120_000)
})
