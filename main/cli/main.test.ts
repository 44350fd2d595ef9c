import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createTexts } from '../../resources/locales/texts'
import { fileChecker } from '../checker'
import { cents } from '../core/money/cents'
import { fail, ok } from '../core/result'
import type { Run } from '../core/run/run'
import type { App, AppError, ProfileOverview } from '../engine/app'
import type { Recovery } from '../engine/app-backups'
import type { CliIo, ComposeOptions } from './io'
import { runCommandLine } from './main'
import { peopleZone, userData } from './node-io'
import { createProgress } from './progress'
import { createWords } from './words'

type Script = { readonly [K in keyof App]?: Partial<App[K]> }

const noRecovery: Recovery = {
  kept: () => [],
  inspect: async () => fail(refused('recovery')),
  restore: async () => fail(refused('recovery')),
}

const folder = mkdtempSync(join(tmpdir(), 'belegbote-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs one command against an app of which only the scripted calls exist; any other call is a bug. */
async function cli(
  args: readonly string[],
  script: Script = {},
  stdin: string | Uint8Array = '',
  recovery: Recovery = noRecovery,
) {
  const out: string[] = []
  const err: string[] = []
  const composed: ComposeOptions[] = []
  const bugs: unknown[] = []
  let closed = 0
  // safe: a call that a test did not script throws, which the test sees as exit 1 `internal`
  const alerts = { review: async () => undefined, status: async () => ({ troubles: [] }) }
  const app = { alerts, ...script, close: async () => void closed++ } as unknown as App
  const io: CliIo = {
    args,
    version: '1.2.3',
    defaultProfileDir: '/home/x/Belegbote',
    hostName: 'KASSE-1',
    crashed: new Promise<never>(() => undefined),
    timeZone: 'Europe/Berlin',
    stderrIsTty: false,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    stopped: () => Promise.resolve(),
    readSecret: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
    compose: async (options) => {
      composed.push(options)
      return ok(app)
    },
    recover: () => recovery,
    loadChecker: async () => fileChecker,
    demo: {
      compose: async () => fail(refused('demo')),
      startServer: () => Promise.reject(new Error('no server')),
      startMailServer: () => Promise.reject(new Error('no server')),
    },
    onBug: (error) => void bugs.push(error),
  }
  const exit = await runCommandLine(io)
  const stdout = out.join('')
  const lines = stdout.split('\n').filter((line) => line !== '')
  return {
    exit,
    stdout,
    stderr: err.join(''),
    composed,
    bugs,
    closed,
    json: (): unknown => {
      expect(lines).toHaveLength(1)
      return JSON.parse(stdout)
    },
  }
}

const refused = (code: string): AppError => ({ class: 'refused', code, params: {} })

const run: Run = {
  id: '20260329-183000-ab12',
  no: 7,
  profileId: 'kanzlei',
  origin: 'manual',
  dueMs: Date.UTC(2026, 2, 29, 16, 30),
  state: 'delivered',
  error: null,
  attempts: 1,
  retryAtMs: null,
  documents: 2,
  files: [
    {
      no: 1,
      kind: 'postings',
      mandant: 'M1',
      name: 'EXTF_x.csv',
      rows: 3,
      sizeBytes: 1234,
      sha256: 'ab'.repeat(32),
      state: 'published',
      remotePath: 'eingang/M1/EXTF_x.csv',
    },
  ],
  sums: [{ mandant: 'M1', currency: 'EUR', debitCents: cents(123_456), creditCents: cents(0) }],
  startedMs: Date.UTC(2026, 2, 29, 16, 30),
  finishedMs: Date.UTC(2026, 2, 29, 16, 30, 2, 50),
  releasedMs: null,
}
const parked: Run = {
  ...run,
  state: 'parked',
  error: { kind: 'host-key-unknown', detail: 'unknown', hostKey: `SHA256:${'A'.repeat(43)}` },
  finishedMs: null,
}
/** What the command line does not tell of a run. */
const untold = { receipts: [], refusals: { resend: null, release: null, arrived: null } }
const reportOf = (...runs: [Run, ...Run[]]) => ok({ runs, run: runs[runs.length - 1] ?? runs[0], warnings: [] })

const profile = {
  id: 'ordner',
  name: 'In den Ordner',
  target: { protocol: 'folder', directory: '/srv/eingang' },
  selection: { mandants: ['M1'], documentTypes: ['RE'] },
  format: 'datev-csv',
  schedule: { interval: 'daily', time: '18:30' },
}
function file(content: unknown): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('global options', () => {
  const show = {
    workstation: {
      show: () => ({
        name: 'KASSE-1',
        boundName: 'KASSE-1',
        installationId: 'i',
        branch: null,
        adopted: true,
        reason: null,
      }),
    },
  }

  it.each([
    [['--profile-dir', '/d', '--workstation', 'W', '--json', 'workstation', 'show']],
    [['workstation', 'show', '--json', '--workstation=W', '--profile-dir', '/d']],
    [['workstation', '--json', '--profile-dir=/d', 'show', '--workstation', 'W']],
  ])('stand before, between and after the command: %j', async (args) => {
    const answer = await cli(args, show)
    expect(answer.exit).toBe(0)
    expect(answer.composed).toEqual([{ profileDir: resolve('/d'), workstationName: 'W' }])
    expect(answer.json()).toMatchObject({ name: 'KASSE-1', adopted: true })
    expect(answer.closed).toBe(1)
  })

  it('fall back to the user’s folder and the computer’s name', async () => {
    const answer = await cli(['workstation', 'show'], show)
    expect(answer.composed).toEqual([{ profileDir: resolve('/home/x/Belegbote'), workstationName: 'KASSE-1' }])
    expect(answer.stdout).toContain('Arbeitsplatz: KASSE-1')
  })

  it('choose the language', async () => {
    expect((await cli(['workstation', 'show', '--lang', 'en'], show)).stdout).toContain('Workstation: KASSE-1')
    expect((await cli(['--lang=fr', 'workstation', 'show'], show)).exit).toBe(2)
  })
})

describe('wrong use', () => {
  it.each([
    [[], 'usage-missing-command'],
    [['ledger'], 'usage-missing-command'],
    [['nonsense'], 'usage-unknown-command'],
    [['ledger', 'nonsense'], 'usage-unknown-command'],
    [['ledger', 'import'], 'usage-missing-argument'],
    [['profile', 'show'], 'usage-missing-argument'],
    [['profile', 'show', 'a', 'b'], 'usage-too-many'],
    [['export', 'a', '--force'], 'usage-unknown-option'],
    [['export', 'a', '--out', '/d'], 'out-needs-dry-run'],
    [['run', 'release', 'r'], 'usage-missing-option'],
    [['run', 'release', 'r', '--reason'], 'usage-missing-value'],
    [['run', 'release', 'r', '--reason', ' '], 'reason-missing'],
    [['run', 'list', '--limit', '0'], 'usage-invalid-value'],
    [['run', 'list', '--state', 'done'], 'usage-invalid-value'],
    [['schedule', 'preview', 'a', '--from', '2026-01-01T00:00', '--count', 'x'], 'usage-invalid-value'],
    [['smtp', 'set', '/does/not/exist.json'], 'file-unreadable'],
    [['smtp', 'test'], 'usage-missing-argument'],
    [['smtp', 'secret', '--other'], 'usage-unknown-option'],
    [['profile', 'trust', 'a', '--host-key', 'SHA256:x'], 'host-key-malformed'],
    [['profile', 'apply', '/does/not/exist.json'], 'file-unreadable'],
    [['--lang', 'fr', 'demo'], 'usage-invalid-value'],
  ])('%j exits 2 with %s, in JSON and in words', async (args, code) => {
    const answer = await cli([...args, '--json'])
    expect(answer.exit).toBe(2)
    expect(answer.json()).toMatchObject({ error: { code, message: expect.stringMatching(/ /) } })
    const people = await cli(args)
    expect(people.exit).toBe(2)
    expect(people.stdout).toBe('')
    expect(people.stderr).toMatch(/ /)
    expect(people.stderr).not.toContain('commander')
  })

  it('a refused value is named itself, not its option', async () => {
    expect((await cli(['--lang', 'fr', 'demo'])).stderr).toContain('„fr“')
  })

  it('shows help and version on stdout', async () => {
    const help = await cli(['--help'])
    expect([help.exit, help.stdout]).toEqual([0, expect.stringContaining('Befehle:')])
    expect((await cli(['export', '--help', '--lang', 'en'])).stdout).toContain(
      'Global Options:'.replace('Global Options', 'Everywhere'),
    )
    expect((await cli(['--version'])).stdout.trim()).toBe('1.2.3')
    expect((await cli(['--help', '--json'])).json()).toEqual({ help: expect.any(String) })
  })
})

describe('exit status', () => {
  const exportAs = (answer: Awaited<ReturnType<App['runs']['export']>>, ...more: string[]) =>
    cli(['export', 'kanzlei', ...more], { runs: { export: async () => answer } })

  it('is 0 for delivered and empty, 1 for everything else', async () => {
    expect((await exportAs(reportOf(run))).exit).toBe(0)
    expect((await exportAs(reportOf({ ...run, state: 'empty' }))).exit).toBe(0)
    expect((await exportAs(reportOf(parked))).exit).toBe(1)
    expect((await exportAs(reportOf({ ...run, state: 'sending', retryAtMs: 0 }))).exit).toBe(1)
    expect((await exportAs(reportOf(parked, run))).exit).toBe(1)
    expect((await exportAs(reportOf({ ...run, state: 'empty' }, run))).exit).toBe(0)
  })

  it('follows the class of the error', async () => {
    expect((await exportAs(fail(refused('before-start-date')))).exit).toBe(3)
    expect((await exportAs(fail({ ...refused('x'), class: 'invalid' }))).exit).toBe(2)
    expect((await exportAs(fail({ ...refused('x'), class: 'failed' }))).exit).toBe(1)
  })

  it('is 1 for a bug, which is told without its technical words', async () => {
    const answer = await cli(['export', 'kanzlei', '--json'], {
      runs: {
        export: async () => {
          throw new Error('canary at /secret/path')
        },
      },
    })
    expect(answer.exit).toBe(1)
    expect(answer.json()).toMatchObject({ error: { code: 'internal' } })
    expect(answer.stdout + answer.stderr).not.toContain('canary')
    expect(answer.bugs).toHaveLength(1)
    expect(answer.closed).toBe(1)
  })
})

describe('export', () => {
  it('answers RUN by the contract', async () => {
    const answer = await cli(['export', 'kanzlei', '--json'], { runs: { export: async () => reportOf(run) } })
    expect(answer.json()).toMatchObject({
      run: {
        id: '20260329-183000-ab12',
        profile: 'kanzlei',
        state: 'delivered',
        documents: 2,
        files: [
          {
            name: 'EXTF_x.csv',
            remotePath: 'eingang/M1/EXTF_x.csv',
            sizeBytes: 1234,
            sha256: 'ab'.repeat(32),
            rows: 3,
          },
        ],
        sums: [{ mandant: 'M1', currency: 'EUR', debitCents: 123_456, creditCents: 0 }],
        startedAt: '2026-03-29T18:30:00.000+02:00',
        finishedAt: '2026-03-29T18:30:02.050+02:00',
        error: null,
      },
    })
  })

  it('tells people in sentences, dates and amounts of their language', async () => {
    const { stdout } = await cli(['export', 'kanzlei'], { runs: { export: async () => reportOf(run) } })
    expect(stdout).toContain('Lauf 20260329-183000-ab12: übergeben. 2 Belege in einer Datei.')
    expect(stdout).toContain('29.03.2026, 18:30 Uhr')
    expect(stdout).toContain('Soll 1.234,56 €, Haben 0,00 €')
  })

  it('tells the fingerprint of an unknown server, in JSON and to people', async () => {
    const script = { runs: { export: async () => reportOf(parked) } }
    const answer = await cli(['export', 'kanzlei', '--json'], script)
    expect(answer.json()).toMatchObject({
      run: { state: 'parked', finishedAt: null, error: { code: 'host-key-unknown', hostKey: parked.error?.hostKey } },
    })
    expect(answer.stderr).toContain(parked.error?.hostKey)
    expect((await cli(['export', 'kanzlei'], script)).stdout).toContain(parked.error?.hostKey)
  })

  it('sends the mails that are due before it ends, and only notes that it could not', async () => {
    const reviewed: (string | null)[] = []
    const trouble = { subject: 'mail', code: 'smtp-auth-refused', params: { detail: '535 no' } }
    const alerts = {
      review: async (id: string | null) => void reviewed.push(id),
      status: async () => ({ troubles: [trouble] }) as unknown as Awaited<ReturnType<App['alerts']['status']>>,
    }
    const answer = await cli(['export', 'kanzlei', '--json'], { runs: { export: async () => reportOf(run) }, alerts })
    expect([answer.exit, reviewed]).toEqual([0, ['kanzlei']])
    expect(answer.json()).toMatchObject({ run: { state: 'delivered' } })
    expect(answer.stderr).toContain('Hinweis: Die Nachricht per E-Mail ging nicht hinaus.')
    expect(answer.stderr).toContain('535 no')
  })

  it('names every document that the format rejects', async () => {
    const rejected: Run = { ...parked, error: { kind: 'format-rejected', detail: '1' } }
    const fault = {
      code: 'format-text-unknown-characters',
      mandant: 'M1',
      subject: 'RE-1',
      field: 'Buchungstext',
      value: '漢',
    }
    const faults = [{ ...fault, level: 'reject' } as const, { ...fault, level: 'warning', subject: 'RE-2' } as const]
    const show = async () => ok({ ...untold, run: rejected, journal: [], faults })
    const script = { runs: { export: async () => reportOf(rejected), show } }
    const answer = await cli(['export', 'kanzlei', '--json'], script)
    expect(answer).toMatchObject({ exit: 1 })
    expect(answer.json()).toMatchObject({ faults: [{ subject: 'RE-1', field: 'Buchungstext', value: '漢' }] })
    expect(answer.stderr).toContain('RE-1: Im Feld „Buchungstext“ stehen Zeichen, die DATEV nicht kennt: 漢.')
    expect(answer.stderr).not.toContain('RE-2')
    expect((await cli(['export', 'kanzlei'], script)).stderr).toContain('RE-1: Im Feld')
  })

  it('lists what a dry run would do, and fails when the format rejects it', async () => {
    const fault = {
      level: 'reject',
      code: 'x',
      mandant: 'M1',
      subject: 'RE-1',
      field: 'Belegfeld 1',
      value: 'v',
    } as const
    const dryRun = async (_id: string, outDir: string | null) =>
      ok({ run, files: run.files, documentList: [], faults: outDir === null ? [] : [fault] })
    expect(await cli(['export', 'a', '--dry-run'], { runs: { dryRun } })).toMatchObject({ exit: 0 })
    const answer = await cli(['export', 'a', '--dry-run', '--out', '/d', '--json'], { runs: { dryRun } })
    expect(answer.exit).toBe(1)
    expect(answer.json()).toMatchObject({ run: { files: [{ rows: 3 }] }, faults: [{ subject: 'RE-1' }] })
  })
})

describe('runs', () => {
  it('show every document and the journal', async () => {
    const details = {
      ...untold,
      run,
      faults: [],
      journal: [
        { atMs: 0, event: 'run.delivered', profileId: 'kanzlei', runId: run.id, actor: 'command-line', data: { a: 1 } },
      ],
    }
    const documents = async () =>
      ok({
        total: 1,
        rows: [
          {
            mandant: 'M1',
            sourceId: 'b1',
            version: 2,
            documentNo: '4711',
            documentType: 'RE',
            documentDate: '2026-03-02',
            occasion: 'document' as const,
          },
        ],
      })
    const script = { runs: { documents, show: async () => ok(details) } }
    expect((await cli(['run', 'show', run.id, '--json'], script)).json()).toMatchObject({
      run: {
        id: run.id,
        documentList: [{ mandant: 'M1', beleg: 'b1', version: 2, belegnummer: '4711', belegart: 'RE' }],
        journal: [{ at: '1970-01-01T01:00:00.000+01:00', event: 'run.delivered', data: { a: 1 } }],
      },
    })
    expect((await cli(['run', 'show', run.id], script)).stdout).toMatch(/4711 +RE +02\.03\.2026 +b1#2/)
  })

  it('are listed, found, sent again and released', async () => {
    const asked: unknown[] = []
    const script = {
      runs: {
        list: async (filter: unknown) => {
          asked.push(filter)
          return ok([run])
        },
        find: async (documentNo: string) => (documentNo === '4711' ? [run] : []),
        resend: async () => ok(run),
        release: async (_id: string, reason: string) => {
          asked.push(reason)
          return ok({ ...run, releasedMs: 1 })
        },
      },
    }
    expect((await cli(['run', 'list', '--profile', 'kanzlei', '--json'], script)).json()).toMatchObject({
      runs: [{ id: run.id }],
    })
    expect((await cli(['run', 'find', '4711', '--json'], script)).json()).toMatchObject({ runs: [{ id: run.id }] })
    expect((await cli(['run', 'find', '1'], script)).stdout).toContain('in keinem Lauf')
    expect((await cli(['run', 'resend', run.id, '--json'], script)).json()).toMatchObject({ run: { id: run.id } })
    const released = await cli(['run', 'release', run.id, '--reason', 'Kanzlei bat darum', '--json'], script)
    expect(released.json()).toMatchObject({ run: { releasedAt: '1970-01-01T01:00:00.001+01:00' } })
    expect(asked).toEqual([{ profileId: 'kanzlei' }, 'Kanzlei bat darum'])
  })
})

describe('profiles', () => {
  it('are applied all at once, in the shape of core', async () => {
    const applied: unknown[] = []
    const script = {
      profiles: {
        apply: async (profiles: unknown) => {
          applied.push(profiles)
          return ok({ secretsForgotten: ['zwei'] })
        },
      },
    }
    const second = { ...profile, id: 'zwei' }
    const answer = await cli(['profile', 'apply', file(profile), file([second]), '--json'], script)
    expect(answer.json()).toEqual({ applied: ['ordner', 'zwei'], secretsForgotten: ['zwei'] })
    expect(answer.stderr).toMatch(/„zwei“ meldet sich jetzt woanders an.*profile secret zwei/)
    expect(applied).toMatchObject([[{ id: 'ordner', timeZone: 'Europe/Berlin' }, { id: 'zwei' }]])
  })

  it('change nothing when one file is faulty, and name each place in words', async () => {
    const bad = file({ ...profile, id: 'zwei', schedule: { interval: 'daily' }, passwort: 'canary' })
    const answer = await cli(['profile', 'apply', file(profile), bad, '--json'])
    expect(answer.exit).toBe(2)
    expect(answer.composed).toEqual([])
    expect(answer.json()).toMatchObject({
      error: {
        code: 'input-faults',
        details: {
          faults: [
            { file: bad, path: 'schedule.time', reason: 'Diese Angabe fehlt.' },
            { file: bad, path: 'passwort', value: null, reason: 'Dieses Feld gibt es nicht.' },
          ],
        },
      },
    })
    expect(answer.stdout + answer.stderr).not.toContain('canary')
  })

  it.each([
    ['{', 'file-not-json'],
    ['[]', 'file-without-profile'],
    [`[${JSON.stringify(profile)},${JSON.stringify(profile)}]`, 'profile-twice'],
  ])('refuse the file %s', async (content, code) => {
    expect((await cli(['profile', 'apply', file(content), '--json'])).json()).toMatchObject({ error: { code } })
  })

  it.each([
    ['geheim\n', 'geheim'],
    ['geheim\r\n', 'geheim'],
    ['geheim\n\n', 'geheim\n'],
    [' ge heim ', ' ge heim '],
    ['\ufeffgeheim', '\ufeffgeheim'],
  ])('take the secret %j as %j', async (stdin, secret) => {
    const stored: string[] = []
    const setSecret = async (_id: string, given: string) => {
      stored.push(given)
      return ok({ place: 'vault' as const })
    }
    const answer = await cli(['profile', 'secret', 'kanzlei', '--json'], { profiles: { setSecret } }, stdin)
    expect(answer.json()).toEqual({ place: 'vault' })
    expect(stored).toEqual([secret])
    expect(answer.stdout + answer.stderr).not.toContain('geheim')
  })

  it.each([
    ['', 'secret-empty'],
    ['\n', 'secret-empty'],
    [Uint8Array.of(0xff, 0xfe), 'secret-not-utf8'],
    ['x'.repeat(70_000), 'secret-too-long'],
  ])('refuse a secret that is none', async (stdin, code) => {
    const answer = await cli(['profile', 'secret', 'kanzlei', '--json'], {}, stdin)
    expect([answer.exit, answer.json()]).toMatchObject([2, { error: { code } }])
  })

  it('answer a test step by step', async () => {
    const hostKey = `SHA256:${'A'.repeat(43)}`
    const report = {
      ok: false,
      steps: [
        { name: 'resolve', ok: true, error: null },
        { name: 'identity', ok: false, error: { kind: 'host-key-unknown' as const, detail: 'd' } },
      ],
      hostKey,
    }
    const answer = await cli(['profile', 'test', 'a', '--json'], { profiles: { test: async () => ok(report) } })
    expect(answer.exit).toBe(1)
    expect(answer.json()).toMatchObject({
      ok: false,
      hostKey,
      steps: [
        { name: 'resolve', ok: true, message: 'Servernamen finden: in Ordnung' },
        { name: 'identity', ok: false, message: expect.stringContaining(hostKey) },
      ],
    })
  })

  it('are shown as they can be applied again', async () => {
    const parsed: { profile: ProfileOverview['profile'] | null } = { profile: null }
    await cli(['profile', 'apply', file(profile)], {
      profiles: {
        apply: async ([one]) => {
          parsed.profile = one ?? null
          return ok({ secretsForgotten: [] })
        },
      },
    })
    if (!parsed.profile) throw new Error('nothing was applied')
    const overview: ProfileOverview = {
      profile: parsed.profile,
      secretSet: true,
      runnable: fail(refused('foreign-workstation')),
      nextRun: '2026-03-29T18:30:00+02:00',
      lastRun: run,
      openRun: null,
      waitingDocuments: 3,
    }
    const script = { profiles: { show: async () => ok(overview), list: async () => [overview] } }
    const shown = (await cli(['profile', 'show', 'ordner', '--json'], script)).json() as { profile: unknown }
    expect(shown).toMatchObject({ secretSet: true, runnable: false, lastRun: { id: run.id }, waitingDocuments: 3 })
    expect(
      (
        await cli(['profile', 'apply', file(shown.profile)], {
          profiles: { apply: async () => ok({ secretsForgotten: [] }) },
        })
      ).exit,
    ).toBe(0)
    expect((await cli(['profile', 'list', '--json'], script)).json()).toMatchObject({
      profiles: [{ id: 'ordner', secretSet: true }],
    })
    expect((await cli(['profile', 'list'], script)).stdout).toContain('29.03.2026, 18:30 Uhr')
    expect((await cli(['profile', 'show', 'ordner'], script)).stdout).toContain('Ausführung: täglich um 18:30 Uhr')
  })

  it('preview their schedule', async () => {
    const runs = ['2026-03-29T06:00:00+02:00']
    const answer = await cli(['schedule', 'preview', 'a', '--from', '2026-03-29T00:00', '--count', '1', '--json'], {
      profiles: { schedulePreview: async () => ok(runs) },
    })
    expect(answer.json()).toEqual({ runs })
  })
})

describe('ledger', () => {
  it('shows the watched folder, sets it by its full path, and leaves it', async () => {
    const asked: (string | null)[] = []
    const look = { lookedMs: null, trouble: null, waiting: [], refused: ['alt.zip'], strays: [] }
    const watch: Script['watch'] = {
      show: async () => ({ ...look, folder: '/uebergabe' }),
      set: async (folder) => {
        asked.push(folder)
        return ok({ ...look, folder })
      },
    }
    const shown = await cli(['ledger', 'watch'], { watch })
    expect(shown.stdout).toMatch(/Überwachter Ordner: \/uebergabe\n.*alt\.zip/)
    expect((await cli(['ledger', 'watch', 'x', '--json'], { watch })).json()).toMatchObject({ folder: resolve('x') })
    expect((await cli(['ledger', 'watch', 'none'], { watch })).stdout).toContain('kein Ordner überwacht')
    expect(asked).toEqual([resolve('x'), null])
  })

  it('answers import faults with their place and a reason in words', async () => {
    const fault = {
      file: 'belege.csv',
      line: 3,
      column: 'belegdatum',
      value: '2026-02-30',
      code: 'input-date',
      params: {},
    }
    const error: AppError = {
      class: 'invalid',
      code: 'import-faults',
      params: { count: 1 },
      details: { faults: [fault] },
    }
    const script = { ledger: { import: async () => fail(error) } }
    const answer = await cli(['ledger', 'import', 'x', '--json'], script)
    expect(answer.exit).toBe(2)
    expect(answer.json()).toMatchObject({
      error: {
        code: 'import-faults',
        details: {
          faults: [
            {
              file: 'belege.csv',
              line: 3,
              column: 'belegdatum',
              value: '2026-02-30',
              reason: 'Das ist kein Datum in der Form JJJJ-MM-TT.',
            },
          ],
        },
      },
    })
    expect((await cli(['ledger', 'import', 'x'], script)).stderr).toContain(
      'belege.csv, Zeile 3, belegdatum „2026-02-30“: Das ist kein Datum in der Form JJJJ-MM-TT.',
    )
  })

  it('counts what it imported', async () => {
    const kinds = { belege: { read: 1200, created: 1, changed: 2, unchanged: 3 } }
    const script = { ledger: { import: async () => ok({ kinds, warnings: [] }) } }
    expect((await cli(['ledger', 'import', 'a', 'b', '--json'], script)).json()).toEqual({ kinds, warnings: [] })
    expect((await cli(['ledger', 'import', 'a'], script)).stdout).toMatch(/Belege +1\.200 +1 +2 +3/)
  })

  it('stops an import when the process is asked to end', async () => {
    const cancelled: AppError = { class: 'failed', code: 'import-cancelled', params: { imported: 0 } }
    const script = {
      ledger: {
        import: async (_paths: readonly string[], _told: unknown, isCancelled: () => boolean) => {
          await Promise.resolve() // the one that the request to end takes
          return isCancelled() ? fail(cancelled) : ok({ kinds: {}, warnings: [] })
        },
      },
    }
    const answer = await cli(['ledger', 'import', 'a'], script)
    expect(answer.exit).toBe(1)
    expect(answer.stderr).toContain('Das Einlesen wurde abgebrochen. Die Buchhaltung ist unverändert.')
  })

  it('tells what waits, and takes a decision on a changed document', async () => {
    const mandant = {
      mandant: 'M1',
      name: 'Sehwerk',
      bookkeepingActive: true,
      documents: 2,
      postings: 3,
      debitCents: 100,
      creditCents: 200,
      byBranch: [{ branch: 'NORD', documents: 2, debitCents: 100, creditCents: 200 }],
      byDocumentType: [],
      notExported: { kanzlei: 2 },
    }
    const changed = {
      profileId: 'kanzlei',
      mandant: 'M1',
      sourceId: 'b1',
      documentNo: '4711',
      sentVersion: 1,
      currentVersion: 2,
    }
    const decided: unknown[] = []
    const script = {
      ledger: {
        status: async () => ({ mandants: [mandant] }),
        changedAfterExport: async () => [changed],
        decideChanged: async (...call: unknown[]) => {
          decided.push(call)
          return ok()
        },
      },
    }
    expect((await cli(['ledger', 'status', '--json'], script)).json()).toMatchObject({
      mandants: [
        { mandant: 'M1', documents: 2, postings: 3, debitCents: 100, creditCents: 200, notExported: { kanzlei: 2 } },
      ],
    })
    expect((await cli(['ledger', 'status'], script)).stdout).toMatch(/NORD +2 +1,00\s€ +2,00\s€/)
    expect((await cli(['ledger', 'status'], script)).stdout).toContain('Noch nicht übergeben mit „kanzlei“: 2 Belege')
    expect((await cli(['ledger', 'changed', '--json'], script)).json()).toEqual({ changed: [changed] })
    const choose = (choice: string) => cli(['ledger', 'decide', 'kanzlei', 'M1', 'b1', '--choice', choice], script)
    expect((await choose('maybe')).exit).toBe(2)
    expect((await choose('do-not-send')).exit).toBe(0)
    expect(decided).toEqual([['do-not-send', { profileId: 'kanzlei', mandant: 'M1', sourceId: 'b1' }]])
  })
})

describe('settings', () => {
  it('of the chain and of a Mandant are read from files', async () => {
    const chain = { maintenanceWindow: null, adminsMayRevealPasswords: true }
    const mandant = { mandant: 'M1', locked: 1, withoutInputTax: false, taxKeys: [] }
    const script = {
      chain: { set: async (settings: typeof chain) => ok(settings), show: () => chain },
      mandants: {
        set: async () => ok(),
        show: async () => ok({ locked: 1 as const, withoutInputTax: false, taxKeys: [] }),
      },
    }
    expect((await cli(['chain', 'set', file(chain), '--json'], script)).json()).toEqual(chain)
    expect((await cli(['chain', 'show', '--json'], script)).json()).toEqual(chain)
    expect((await cli(['chain', 'set', file({ x: 1 }), '--json'], script)).exit).toBe(2)
    expect((await cli(['mandant', 'set', file(mandant), '--json'], script)).json()).toEqual(mandant)
    expect((await cli(['mandant', 'show', 'M1', '--json'], script)).json()).toEqual(mandant)
  })

  it('bind a workstation to a branch, or to none', async () => {
    const asked: unknown[] = []
    const shown = { name: 'W', boundName: 'V', installationId: 'i', adopted: false, reason: 'other-name' as const }
    const setBranch = async (branch: string | null) => {
      asked.push(branch)
      return ok({ ...shown, branch })
    }
    expect((await cli(['workstation', 'branch', 'F1'], { workstation: { setBranch } })).stdout).toContain('Filiale: F1')
    expect((await cli(['workstation', 'branch', 'none'], { workstation: { setBranch } })).stdout).toContain('„V“')
    expect(asked).toEqual(['F1', null])
  })
})

it('keeps its data where the window keeps it', () => {
  expect(userData('linux', {}, '/home/x')).toBe('/home/x/.config/Belegbote')
  expect(userData('linux', { XDG_CONFIG_HOME: '/c' }, '/home/x')).toBe('/c/Belegbote')
  expect(userData('darwin', {}, '/Users/x')).toBe('/Users/x/Library/Application Support/Belegbote')
  expect(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).toContain('"productName": "Belegbote"')
})

it('tells times as the house reads its clocks', () => {
  expect(peopleZone('UTC')).toBe('Europe/Berlin')
  expect(peopleZone('Europe/Vienna')).toBe('Europe/Vienna')
})

it('draws progress only where somebody watches, and wipes it away', () => {
  const words = createWords('de', createTexts('de'), 'Europe/Berlin')
  const drawnOn = (stderrIsTty: boolean) => {
    const drawn: string[] = []
    const progress = createProgress({ stderr: (text) => void drawn.push(text), stderrIsTty }, words)
    progress.show('Lesen', 1_000, 2_000)
    progress.show('Lesen', 1_001, 2_000)
    progress.end()
    return drawn
  }
  expect(drawnOn(false)).toEqual([])
  // The second count comes too soon to be worth a redraw.
  expect(drawnOn(true)).toEqual([`\r\u001b[KLesen ${'█'.repeat(15)}${'░'.repeat(15)} 1.000/2.000`, '\r\u001b[K'])
})
