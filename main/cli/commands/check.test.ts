import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createTexts } from '../../../resources/locales/texts'
import { aDocument, writeBooks } from '../../../test/checker/sample'
import { fileChecker } from '../../checker'
import { spokenFault } from '../faults'
import type { CliIo } from '../io'
import { runCommandLine } from '../main'
import { createWords } from '../words'

const folder = mkdtempSync(join(tmpdir(), 'belegbote-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function check(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const never = () => Promise.reject(new Error('not part of a check'))
  const io: CliIo = {
    args: ['check', ...args],
    version: '1.2.3',
    defaultProfileDir: join(folder, 'no-installation'),
    hostName: 'KASSE-1',
    crashed: new Promise<never>(() => undefined),
    timeZone: 'Europe/Berlin',
    stderrIsTty: false,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    stopped: () => Promise.resolve(),
    readSecret: never,
    compose: never,
    recover: () => {
      throw new Error('no recovery')
    },
    loadChecker: async () => fileChecker,
    demo: { compose: never, startServer: never, startMailServer: never },
    onBug: (error) => {
      throw error
    },
  }
  const exit = await runCommandLine(io)
  return { exit, stdout: out.join(''), stderr: err.join('') }
}

const name = 'EXTF_Buchungsstapel.csv'
const good = Buffer.from(writeBooks({ documents: [aDocument()] }).files[0]!.bytes).toString('latin1')
function put(text: string, as = name): string {
  const path = join(folder, as)
  writeFileSync(path, text, 'latin1')
  return path
}

describe('check', () => {
  it('says that a file is fine, and what is in it', async () => {
    const { exit, stdout } = await check(put(good))
    expect(stdout.replaceAll('\u00a0', ' ')).toBe(
      `${name}: DATEV-Format (CSV), eine Zeile\nMandant 29098/55003: eine Buchung, zusammen 119,00 €\nKein Fehler, kein Hinweis.\n`,
    )
    expect(exit).toBe(0)
  })

  it('names file, line, document, field, value, rule and remedy of what would be refused', async () => {
    const { exit, stdout } = await check(put(good.replace(';0510;', ';3111;')))
    expect(stdout).toContain(
      `Fehler: ${name}, Zeile 3, RE-1001, Belegdatum „3111“: Den Belegtag gibt es nicht, oder er ist nicht in der verlangten Form geschrieben.\n`,
    )
    expect(stdout).toMatch(/\n2 Fehler, kein Hinweis\.\n$/)
    expect(exit).toBe(1)
  })

  it('lets a note pass', async () => {
    const { exit, stdout } = await check(put(good.replaceAll('\r\n', '\n')))
    expect(stdout).toMatch(/Hinweis: EXTF_Buchungsstapel\.csv, Zeile 1: .*CRLF.*\n/)
    expect(stdout).toMatch(/\nKein Fehler, ein Hinweis\.\n$/)
    expect(exit).toBe(0)
  })

  it('answers one value with --json', async () => {
    const { exit, stdout } = await check(put(good.replace(';0510;', ';3111;')), '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      files: [{ name, format: 'datev-csv', rows: 1 }],
      findings: [
        {
          level: 'reject',
          code: 'document-date',
          file: name,
          line: 3,
          document: 'RE-1001',
          field: 'Belegdatum',
          value: '3111',
          message: expect.stringContaining('Belegtag'),
        },
        { code: 'document-date-outside-period' },
      ],
      findingsTotal: 2,
      rejects: 2,
      sums: [],
    })
    expect(exit).toBe(1)
    const { stdout: fine } = await check(put(good), '--json')
    expect(JSON.parse(fine)).toMatchObject({
      ok: true,
      sums: [
        { mandant: '29098/55003', currency: 'EUR', turnoverCents: 11900, balances: { 10000: 11900, 8400: -11900 } },
      ],
    })
  })

  it('sees that two files hold the same', async () => {
    const { exit, stdout } = await check(put(good), put(good, 'EXTF_copy.csv'))
    expect(stdout).toContain(`Byte für Byte dasselbe wie „${name}“`)
    expect(exit).toBe(1)
    const again = await check(
      put(good),
      put(good.replace('RE-1001', 'RE-1002').replace(/\r\n$/, `\r\n${good.split('\r\n')[2]}\r\n`), 'EXTF_copy.csv'),
    )
    expect(again.stdout).toContain(`Buchungen stehen auch in „${name}“ (Anzahl: 1)`)
    expect(again.exit).toBe(0)
  })

  it('does not know every file', async () => {
    const { exit, stdout } = await check(put('Liebe Kanzlei,\n', 'brief.txt'))
    expect(stdout).toContain('brief.txt: nicht gelesen\nFehler: brief.txt: Zu dieser Datei ist kein Format bekannt')
    expect(exit).toBe(1)
    expect(await check(put('', 'EXTF_leer.csv'), '--format', 'datev-csv')).toMatchObject({ exit: 1 })
  })

  it('takes the settings of the format as they are said', async () => {
    const columns = 'bookingColumns=document-no:Beleg,document-date:Tag,debit:Soll,credit:Haben,gross:Brutto'
    const said = [
      '--format',
      'csv',
      '--setting',
      columns,
      '--setting',
      'delimiter=comma',
      '--setting',
      'decimal=point',
      '--setting',
      'encoding=windows-1252',
    ]
    const own = put('Beleg,Tag,Soll,Haben,Brutto\r\nRE-1,05.10.2026,10001,8400,119.00\r\n', 'eigene.csv')
    const { exit, stdout } = await check(own, ...said, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [],
      sums: [{ postings: 1, turnoverCents: 11900, balances: { 10001: 11900, 8400: -11900 } }],
    })
    expect(exit).toBe(0)
    expect((await check(own, ...said.slice(0, -4))).exit).toBe(1)
  })

  it.each([
    [['--setting', 'delimiter=comma'], '--format'],
    [['--format', 'csv', '--setting', 'delimiter'], 'SCHLÜSSEL=WERT'],
    [['--format', 'csv', '--setting', 'delimiter=slash'], 'semicolon, comma, tab'],
    [['--format', 'csv', '--setting', 'colour=red'], 'delimiter'],
    [['--format', 'csv', '--setting', 'heading=maybe'], 'true, false'],
    [['--format', 'csv', '--setting', 'bookingColumns=nothing'], 'document-no'],
  ])('refuses %j', async (args, expected) => {
    expect(await check(put(good), ...args)).toMatchObject({ exit: 2, stderr: expect.stringContaining(expected) })
  })

  it('is wrong use without a file, with one that is not there, or with an unknown format', async () => {
    expect(await check()).toMatchObject({ exit: 2, stdout: '' })
    expect(await check(join(folder, 'nothing.csv'))).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('nothing.csv'),
    })
    expect(await check(folder)).toMatchObject({ exit: 2 })
    expect(await check(put(good), '--format', 'edifact')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('edifact'),
    })
  })
})

describe('what was found when the files of a run were read back', () => {
  it('is told with its place, the rule and what to do', () => {
    const words = createWords('de', createTexts('de'), 'Europe/Berlin')
    const fault = { level: 'reject', code: 'check.document-date', mandant: 'M1', subject: 'RE-1' }
    const { line } = spokenFault({ ...fault, field: 'EXTF_x.csv:3 Belegdatum', value: '3111' }, words)
    expect(line).toBe(
      'M1, RE-1, EXTF_x.csv:3 Belegdatum „3111“: Den Belegtag gibt es nicht, oder er ist nicht in der verlangten Form geschrieben.',
    )
  })
})
