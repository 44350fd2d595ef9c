import { resolve } from 'node:path'
import { type AssignmentDocument, parseAssignment, parseRules } from '../../../preload/contract/invoices'
import { classedSentence, findingClass, findingSentence } from '../../../resources/locales/einvoice-finding'
import { cents } from '../../core/money/cents'
import { fail, ok, type Result } from '../../core/result'
import type { App, AppError } from '../../engine/app'
import type { AddedInvoice, BookingRule, EInvoiceFinding, InboxState, InvoiceOverview } from '../../engine/app-invoices'
import { inputFaults, parseJson, readSettings } from '../input'
import { invoiceLines, ruleLines } from '../invoice-lines'
import { done, invalid, type Outcome } from '../outcome'
import { type Answer, answerOf, type CommandRunner, type Register, type Session } from '../session'
import { table, type Words } from '../words'

const states = ['waiting', 'booked', 'declined'] as const satisfies readonly InboxState[]

/** `invoice …`: incoming invoices that came as files. */
export const registerInvoice: Register = (program, runner) => {
  const { text } = runner.session.words
  const invoice = program.command('invoice').description(text('cli.invoice.about'))
  invoice
    .command('add')
    .argument('<files...>', text('cli.invoice.files'))
    .description(text('cli.invoice.add.about'))
    .action((files: string[]) => runner.withApp((app, session) => add(app, session, files)))
  invoice
    .command('list')
    .option('--state <state>', text('cli.invoice.state'))
    .description(text('cli.invoice.list.about'))
    .action((options: { state?: string }) => runner.withApp((app, session) => list(app, session, options.state)))
  invoice
    .command('show')
    .argument('<id>', text('cli.invoice.id'))
    .description(text('cli.invoice.show.about'))
    .action((id: string) =>
      runner.withApp(async (app, { words }) =>
        answerOf(await app.invoices.show(id), (details) =>
          done(
            { invoice: { ...spoken(details, words), proposal: spokenProposal(details.proposal, words) } },
            invoiceLines(details, words),
          ),
        ),
      ),
    )
  registerDecisions(invoice, runner)
  registerRules(invoice, runner)
}

function registerDecisions(invoice: ReturnType<Parameters<Register>[0]['command']>, runner: CommandRunner): void {
  const { text } = runner.session.words
  invoice
    .command('assign')
    .arguments('<id> <file>')
    .option('--confirm', text('cli.invoice.confirm'))
    .option('--remember', text('cli.invoice.remember'))
    .description(text('cli.invoice.assign.about'))
    .action(async (id: string, file: string, options: { confirm?: boolean; remember?: boolean }) => {
      const parsed = await readAssignment(runner.session, file)
      if (!parsed.ok) {
        runner.answer = parsed.error
        return
      }
      await runner.withApp((app, session) => assign(app, session, { id, assignment: parsed.value, ...options }))
    })
  invoice
    .command('decline')
    .argument('<id>', text('cli.invoice.id'))
    .requiredOption('--reason <text>', text('cli.invoice.reason'))
    .description(text('cli.invoice.decline.about'))
    .action((id: string, options: { reason: string }) =>
      runner.withApp(async (app, { words }) => {
        const reason = options.reason.trim()
        if (reason.length < 3) return invalid('usage-invalid-value', { what: '--reason' })
        return decided(await app.invoices.decline(id, reason), words)
      }),
    )
  invoice
    .command('reopen')
    .argument('<id>', text('cli.invoice.id'))
    .description(text('cli.invoice.reopen.about'))
    .action((id: string) => runner.withApp(async (app, { words }) => decided(await app.invoices.reopen(id), words)))
}

function registerRules(invoice: ReturnType<Parameters<Register>[0]['command']>, runner: CommandRunner): void {
  const { text } = runner.session.words
  const rules = invoice
    .command('rules')
    .argument('[mandant]', text('cli.invoice.rules.mandant'))
    .description(text('cli.invoice.rules.about'))
    .action((mandant: string | undefined) =>
      runner.withApp(async (app, { words }) => rulesOutcome(await app.invoices.rules(mandant ?? null), words)),
    )
  rules
    .command('set')
    .argument('<file>', text('cli.file'))
    .description(text('cli.invoice.rules.set.about'))
    .action(async (file: string) => {
      const parsed = await readSettings(file, parseRules)
      if (!parsed.ok) {
        runner.answer = parsed.error
        return
      }
      const { mandant } = parsed.value
      const wanted = parsed.value.rules.map((rule) => ({ ...rule, mandant }))
      await runner.withApp(async (app, { words }) => {
        const set = await app.invoices.setRules(mandant, wanted)
        return set.ok ? rulesOutcome(await app.invoices.rules(mandant), words) : set.error
      })
    })
}

async function add(app: App, { words, progress }: Session, files: readonly string[]): Promise<Answer> {
  const told = (at: number, total: number) => progress.show(words.text('cli.invoice.adding'), at, total)
  const added = await app.invoices.add(
    files.map((file) => resolve(file)),
    told,
  )
  progress.end()
  return addedOutcome(added, words)
}

/** Also of `ledger import`: 1 when some file was none, 2 when not one was. */
export function addedOutcome(added: readonly AddedInvoice[], words: Words): Outcome {
  const refused = added.filter(({ outcome }) => outcome === 'refused')
  const [lines, notes] = [added.filter(({ outcome }) => outcome !== 'refused'), refused].map((list) =>
    list.flatMap((one) => addedLines(one, words)),
  )
  return {
    exit: refused.length === 0 ? 0 : refused.length < added.length ? 1 : 2,
    json: { invoices: addedJson(added, words) },
    lines: lines ?? [],
    notes: notes ?? [],
  }
}

export function addedJson(added: readonly AddedInvoice[], words: Words) {
  return added.map((one) => ({ ...one, reasons: spokenFindings(one.reasons, words) }))
}

export function addedLines({ fileName, outcome, id, reasons }: AddedInvoice, words: Words): readonly string[] {
  const head = words.text(`cli.invoice.added.${outcome}`, { file: fileName, id: id ?? '' })
  return [head, ...reasons.map((reason) => `  - ${classedSentence(words.text, reason)}`)]
}

/** Every finding with its sentence. */
function spokenFindings(findings: readonly EInvoiceFinding[], words: Words) {
  return findings.map((one) => ({
    ...one,
    class: findingClass(words.text, one),
    reason: findingSentence(words.text, one),
  }))
}

const spoken = <T extends InvoiceOverview>(one: T, words: Words) => ({
  ...one,
  reasons: spokenFindings(one.reasons, words),
})

function spokenProposal<T extends { readonly [K in 'findings' | 'toConfirm' | 'reasons']: readonly EInvoiceFinding[] }>(
  proposal: T,
  words: Words,
) {
  const { findings, toConfirm, reasons } = proposal
  return {
    ...proposal,
    findings: spokenFindings(findings, words),
    toConfirm: spokenFindings(toConfirm, words),
    reasons: spokenFindings(reasons, words),
  }
}

async function list(app: App, { words }: Session, asked: string | undefined): Promise<Answer> {
  const state = states.find((one) => one === asked)
  if (asked !== undefined && state === undefined) return invalid('usage-invalid-value', { what: asked })
  const { rows: invoices } = await app.invoices.list(state === undefined ? {} : { states: [state] })
  const rows = invoices.map((one) => [
    one.id,
    words.text(`cli.invoice.is.${one.state}`),
    one.mandant ?? '–',
    one.sellerName ?? one.fileName,
    one.invoiceNo ?? '–',
    one.invoiceDate === null ? '–' : words.date(one.invoiceDate),
    one.grossCents === null ? '–' : words.money((one.creditNote ? -1 : 1) * one.grossCents, one.currency ?? 'EUR'),
  ])
  const columns = ['id', 'state', 'mandant', 'seller', 'number', 'date'] as const
  return done({ invoices: invoices.map((one) => spoken(one, words)) }, [
    ...(rows.length === 0 ? [words.text('cli.invoice.none')] : []),
    ...table(
      [
        ...columns.map((column) => ({ title: words.text(`cli.invoice.column.${column}`) })),
        { title: words.text('cli.invoice.column.gross'), align: 'right' },
      ],
      rows,
    ),
  ])
}

/** From a file, or from stdin with `-`. */
async function readAssignment({ io }: Session, file: string): Promise<Result<AssignmentDocument, AppError>> {
  if (file !== '-') return await readSettings(file, parseAssignment)
  const json = parseJson(await io.readSecret(''), file)
  if (!json.ok) return json
  const parsed = parseAssignment(json.value)
  return parsed.ok ? ok(parsed.value) : fail(inputFaults(parsed.faults.map((fault) => ({ file, ...fault }))))
}

interface AssignInput {
  readonly id: string
  readonly assignment: AssignmentDocument
  readonly confirm?: boolean
  readonly remember?: boolean
}

async function assign(
  app: App,
  { words }: Session,
  { id, assignment, confirm = false, remember = false }: AssignInput,
): Promise<Answer> {
  const positions = assignment.positions.map((one) => ({ ...one, grossCents: cents(one.grossCents) }))
  const wanted = { ...assignment, grossCents: cents(assignment.grossCents), positions }
  const assigned = await app.invoices.assign(id, wanted, { confirmed: confirm, remember })
  if (!assigned.ok) return withSentences(assigned.error, words)
  const { invoice, remembered } = assigned.value
  return done({ invoice: spoken(invoice, words), remembered }, [
    words.text('cli.invoice.assigned', { id, creditor: assignment.creditor, number: assignment.invoiceNo }),
    ...(remembered > 0 ? [words.text('cli.invoice.remembered', { count: remembered })] : []),
  ])
}

/** What wants a decision, each as a sentence. */
function withSentences(error: AppError, words: Words): AppError {
  if (error.code !== 'invoice-unconfirmed') return error
  // safe: `invoice-unconfirmed` carries these, see `checked` of the engine
  const { findings } = error.details as { readonly findings: readonly EInvoiceFinding[] }
  const faults = findings.map(({ code, ...rest }) => ({ ...rest, code: `einvoice.${code}` }))
  return { ...error, details: { findings: spokenFindings(findings, words), faults } }
}

const decided = (result: Result<InvoiceOverview, AppError>, words: Words): Answer =>
  answerOf(result, (invoice) =>
    done({ invoice: spoken(invoice, words) }, [
      words.text(invoice.state === 'declined' ? 'cli.invoice.declined' : 'cli.invoice.reopened', { id: invoice.id }),
    ]),
  )

const rulesOutcome = (rules: readonly BookingRule[], words: Words): Outcome =>
  done({ rules }, rules.length === 0 ? [words.text('cli.invoice.rules.none')] : ruleLines(rules, words))
