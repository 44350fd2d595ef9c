import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type Cents, toDecimalComma } from '../../core/money/cents'
import type { Profile } from '../../core/profile/profile'
import type { CheckedSum, CheckFinding, CheckReport } from '../../core/run/file-check'
import { checkTerms } from '../check-settings'
import { invalid, type Outcome } from '../outcome'
import type { Answer, Register, Session } from '../session'
import type { Words } from '../words'

interface Options {
  readonly format?: string
  readonly setting: readonly string[]
  readonly profile?: string
}

/** `check FILE…`: any finished file, read as the advisor's program would; it needs no installation, unless a profile is named. */
export const registerCheck: Register = (program, runner) => {
  const { text } = runner.session.words
  program
    .command('check')
    .argument('<files...>', text('cli.check.files'))
    .option('--format <id>', text('cli.check.format'))
    .option('--setting <key=value>', text('cli.check.setting'), (one, all: readonly string[]) => [...all, one], [])
    .option('--profile <id>', text('cli.check.profile'))
    .description(text('cli.check.about'))
    .action(async (files: string[], options: Options) => {
      const { profile: id } = options
      if (id === undefined) return runner.alone((session) => check(files, options, null, session))
      await runner.withApp(async (app, session) => {
        const found = await app.profiles.show(id)
        return found.ok ? check(files, options, found.value.profile, session) : found.error
      })
    })
}

async function check(
  files: readonly string[],
  { format = null, setting }: Pick<Options, 'setting'> & { readonly format?: string | null },
  profile: Profile | null,
  { io, words }: Session,
): Promise<Answer> {
  const [checker, { exportFormats }] = await Promise.all([io.loadChecker(), import('../../core/formats')])
  const terms = checkTerms({ format, settings: setting, profile }, exportFormats)
  if (!terms.ok) return terms.error
  for (const file of files) if (!(await isReadable(file))) return invalid('check-file-unreadable', { file })
  const report = await checker.check({
    ...terms.value,
    files: files.map((file) => ({ path: resolve(file), name: basename(file), kind: null, mandant: null })),
  })
  return outcomeOf(report, words)
}

async function isReadable(path: string): Promise<boolean> {
  try {
    const handle = await open(path)
    const found = await handle.stat()
    await handle.close()
    return found.isFile()
  } catch {
    return false
  }
}

function outcomeOf(report: CheckReport, words: Words): Outcome {
  const warnings = report.findingsTotal - report.rejects
  const hidden = report.findingsTotal - report.findings.length
  return {
    exit: report.rejects === 0 ? 0 : 1,
    json: {
      ok: report.rejects === 0,
      files: report.files,
      findings: report.findings.map((finding) => ({ ...finding, message: reasonOf(finding, words) })),
      findingsTotal: report.findingsTotal,
      rejects: report.rejects,
      sums: report.sums.map(({ balances, moves: _, ...sum }) => ({ ...sum, balances: Object.fromEntries(balances) })),
    },
    lines: [
      ...report.files.map((file) => fileLine(file, words)),
      ...report.findings.map((finding) => findingLine(finding, words)),
      ...(hidden > 0 ? [words.text('cli.check.more', { count: hidden })] : []),
      ...report.sums.map((sum) => sumLine(sum, words)),
      words.text('cli.check.result', { rejects: report.rejects, warnings }),
    ],
  }
}

function fileLine({ name, format, rows }: CheckReport['files'][number], words: Words): string {
  if (format === null) return words.text('cli.check.unread', { name })
  return words.text('cli.check.read', { name, format: words.byCode('format', format), rows })
}

function findingLine(finding: CheckFinding, words: Words): string {
  const { file, line, document, field, value } = finding
  const place = [file, line === null ? '' : words.text('cli.fault.line', { line }), document ?? '', field].filter(
    (part) => part !== '',
  )
  const shown = value === '' ? '' : ` ${words.text('cli.fault.value', { value })}`
  const sentence = `${place.join(', ')}${shown}: ${reasonOf(finding, words)}`
  return words.text(finding.level === 'reject' ? 'cli.check.reject' : 'cli.check.warning', { sentence })
}

function reasonOf({ code, document, line, ...rest }: CheckFinding, words: Words): string {
  return words.byCode('check', code, { ...rest, line: line ?? '', document: document ?? '' })
}

function sumLine({ mandant, currency, postings, turnoverCents }: CheckedSum, words: Words): string {
  const turnover = moneyOf(turnoverCents, currency, words)
  return words.text('cli.check.sum', { mandant: mandant ?? '–', postings, turnover })
}

function moneyOf(amount: Cents, currency: string | null, words: Words): string {
  return currency === null ? toDecimalComma(amount) : words.money(amount, currency)
}
