import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Profile } from '../../core/profile/profile'
import { fail, ok, type Result } from '../../core/result'
import type { Run } from '../../core/run/run'
import type { App, AppError } from '../../engine/app'
import type { ComposeOptions } from '../io'
import { done } from '../outcome'
import { runJson } from '../run-json'
import type { Answer, Session } from '../session'
import { type ArrivedMail, type DemoMailServer, mailRoundTrip } from './mail'
import { demoProfile } from './profile'
import { type Arrived, verifyArrived } from './verify'

export interface DemoServer {
  readonly port: number
  readonly hostKey: string
  close(): Promise<void>
}

/** The parts of the world that only the demo needs. */
export interface DemoSurroundings {
  /** As for every command, but with this vault and without the keychain: nothing may stay behind in it. */
  compose(options: ComposeOptions & { readonly vaultKeyFile: string }): Promise<Result<App, AppError>>
  startServer(options: {
    readonly folder: string
    readonly user: string
    readonly password: string
  }): Promise<DemoServer>
  startMailServer(account: { readonly user: string; readonly password: string }): Promise<DemoMailServer>
}

type Step = 'ledger' | 'profile' | 'test' | 'export' | 'verify' | 'again' | 'mail'

interface Places {
  readonly root: string
  readonly profileDir: string
  readonly serverFolder: string
  readonly vaultKeyFile: string
}

/** Tells a sentence as soon as it is true; with `--json` people read them on stderr. */
type Tell = (line: string) => void

/** One complete round trip in a folder of its own, which is removed whatever happens. */
export async function runDemo(session: Session): Promise<Answer> {
  const places = await makePlaces()
  try {
    return await inPlaces(session, places)
  } finally {
    await rm(places.root, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function makePlaces(): Promise<Places> {
  const root = await mkdtemp(join(tmpdir(), 'belegbote-demo-'))
  const places = {
    root,
    profileDir: join(root, 'profile'),
    serverFolder: join(root, 'kanzlei'),
    vaultKeyFile: join(root, 'vault.key'),
  }
  await mkdir(places.serverFolder)
  await writeFile(places.vaultKeyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
  return places
}

async function inPlaces(session: Session, places: Places): Promise<Answer> {
  const { demo, hostName } = session.io
  const app = await demo.compose({
    profileDir: places.profileDir,
    workstationName: hostName,
    vaultKeyFile: places.vaultKeyFile,
  })
  if (!app.ok) return app.error
  const password = randomBytes(18).toString('base64url')
  const server = await demo.startServer({ folder: places.serverFolder, user: 'kanzlei', password })
  try {
    return await roundTrip(app.value, server, session, { ...places, password })
  } finally {
    session.progress.end()
    await app.value.close()
    await server.close()
  }
}

async function roundTrip(
  app: App,
  server: DemoServer,
  session: Session,
  places: Places & { readonly password: string },
): Promise<Answer> {
  const tell: Tell = (line) => (session.asJson ? session.io.stderr : session.io.stdout)(`${line}\n`)
  const { words } = session
  const trouble = (step: Step, error: AppError) => failed(session, step, error)

  const profile = await fillLedger(app, server, session, tell)
  if (!profile.ok) return trouble('ledger', profile.error)
  const trusted = await setUp(app, profile.value, places.password, server)
  if (!trusted.ok) return trouble('profile', trusted.error)
  tell(words.text('cli.demo.server', { port: server.port, hostKey: server.hostKey }))
  const tested = await app.profiles.test(profile.value.id)
  if (!tested.ok) return trouble('test', tested.error)
  const wrong = tested.value.steps.find((step) => step.error)
  if (wrong?.error) return trouble('test', problem(wrong.error.kind))
  tell(words.text('cli.demo.tested', { steps: tested.value.steps.length }))

  const first = await exportOnce(app, profile.value.id, session)
  if (!first.ok) return trouble('export', first.error)
  const { run } = first.value
  if (run.state !== 'delivered') return trouble('export', problem(run.error?.kind ?? 'internal'))
  tell(words.text('cli.demo.exported', { documents: run.documents, files: run.files.length }))

  const arrived = await verifyArrived(places.serverFolder, run, await app.ledger.status())
  if (!arrived.ok) return failedBecause(session, 'verify', arrived.error)
  for (const line of arrivedLines(arrived.value, session)) tell(line)

  const second = await exportOnce(app, profile.value.id, session)
  if (!second.ok) return trouble('again', second.error)
  if (second.value.run.state !== 'empty') return trouble('again', problem(second.value.run.error?.kind ?? 'internal'))
  tell(words.text('cli.demo.again'))
  const mail = await mailRoundTrip(app, session)
  if (!mail.ok) return trouble('mail', mail.error)
  tell(words.text('cli.demo.mail', { to: mail.value.to, answer: mail.value.answer }))
  tell(words.text('cli.demo.done'))
  return done(demoJson(run, second.value.run, arrived.value, mail.value, session), [])
}

async function fillLedger(
  app: App,
  server: DemoServer,
  { words, progress }: Session,
  tell: Tell,
): Promise<Result<Profile, AppError>> {
  const created = await app.ledger.createDemo((at) =>
    progress.show(words.text(`cli.import.${at.phase}`), at.done, at.total),
  )
  progress.end()
  if (!created.ok) return created
  const { mandants, branches, documentTypes } = await app.ledger.masterData()
  const { kinds } = created.value
  tell(
    words.text('cli.demo.ledger', {
      mandants: mandants.length,
      branches: branches.length,
      documents: kinds['belege']?.created ?? 0,
      incoming: kinds['eingangsrechnungen']?.created ?? 0,
    }),
  )
  return ok(demoProfile(mandants, documentTypes, server.port))
}

/** Applies the profile, and trusts the server's key only after it was compared with what the server's owner says. */
async function setUp(
  app: App,
  profile: Profile,
  password: string,
  server: DemoServer,
): Promise<Result<void, AppError>> {
  const applied = await app.profiles.apply([profile])
  if (!applied.ok) return applied
  const stored = await app.profiles.setSecret(profile.id, password)
  if (!stored.ok) return stored
  const shown = await app.profiles.test(profile.id)
  if (!shown.ok) return shown
  if (shown.value.ok || shown.value.hostKey !== server.hostKey) return fail(problem('host-key-changed'))
  return app.profiles.trust(profile.id, server.hostKey)
}

async function exportOnce(app: App, id: string, { words, progress }: Session) {
  const report = await app.runs.export(id, (at) =>
    progress.show(words.text(`cli.phase.${at.phase}`), at.done, at.total),
  )
  progress.end()
  return report
}

function arrivedLines({ files, sums }: Arrived, { words }: Session): readonly string[] {
  return [
    ...files.map((file) =>
      words.text('cli.demo.file', { name: file.name, rows: file.rows, sizeBytes: file.sizeBytes }),
    ),
    ...sums.map((sum) =>
      words.text('cli.demo.sum', {
        mandant: sum.mandant,
        debit: words.money(sum.debitCents),
        credit: words.money(sum.creditCents),
      }),
    ),
  ]
}

function demoJson(run: Run, again: Run, arrived: Arrived, mail: ArrivedMail, { words, io }: Session) {
  return {
    ok: true,
    run: runJson(run, words, io.timeZone),
    arrived,
    secondRun: runJson(again, words, io.timeZone),
    mail,
  }
}

function problem(code: string): AppError {
  return { class: 'failed', code, params: {} }
}

function failed(session: Session, step: Step, error: AppError): AppError {
  return failedBecause(session, step, session.words.byCode('error', error.code, error.params), error.code)
}

function failedBecause({ words }: Session, step: Step, reason: string, code?: string): AppError {
  return {
    class: 'failed',
    code: 'demo-failed',
    params: { step: words.text(`cli.demo.step.${step}`), reason },
    details: { step, ...(code === undefined ? {} : { code }) },
  }
}
