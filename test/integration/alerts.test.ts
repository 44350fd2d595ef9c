import { hostname } from 'node:os'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { readMail } from '../servers/read-mail'
import { smtpAccount, startSmtpServer, type TestSmtpServer } from '../servers/smtp'
import { books, folderProfile, Installation } from './cli-kit'

const office = 'buero@example.de'
const mailPassword = 'Kanarie-Post-ß 1'
const wrongPassword = 'Kanarie-Ziel-ß 2'
/** What must stand in no mail: secrets, people, documents, amounts. */
const confidential = ['Kanarie', 'Müller', 'Köln', 'Glas & Söhne', 'KANARIE-47', '119,00', '11900', 'Optik Süd']

let server: TestSmtpServer | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

const { servers, users } = inject('servers')
const { name: user, password } = users.xfer2
let places = 0

/** Books whose documents can be told from everything else. */
const marked = {
  ...books,
  belege: books.belege?.map((one) => ({ ...one, belegnummer: `KANARIE-${one['belegnummer']}` })) ?? [],
}

async function installed(change: Readonly<Record<string, unknown>> = {}, smtp: object = {}): Promise<Installation> {
  server = await startSmtpServer({ account: { ...smtpAccount, password: mailPassword } })
  const house = new Installation()
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    security: 'starttls',
    user: smtpAccount.user,
    from: 'Belegbote Filiale <belegbote@filiale.example>',
    auth: 'password',
    tlsCaFile: server.caFile,
    ...smtp,
  }
  expect((await house.run(['smtp', 'set', house.file(settings)])).exit).toBe(0)
  expect((await house.run(['smtp', 'secret'], { stdin: `${mailPassword}\n` })).exit).toBe(0)
  await house.importBooks(marked)
  const target = {
    protocol: 'sftp',
    host: '127.0.0.1',
    port: servers.sshd.port,
    directory: `in/alerts-${process.pid}-${places++}`,
    user,
    hostKeys: servers.sshd.hostKeys,
  }
  await house.apply(folderProfile('', { id: 'kanzlei', name: 'Kanzlei Nord', target, email: [office], ...change }))
  await secret(house, wrongPassword)
  return house
}
const secret = (house: Installation, text: string) =>
  house.run(['profile', 'secret', 'kanzlei'], { stdin: `${text}\n` })
const exported = async (house: Installation) => {
  const { exit, json, stderr } = await house.json('export', 'kanzlei')
  return { exit, stderr, run: json.run }
}
const received = () => (server?.messages ?? []).map(({ raw, to }) => ({ to, ...readMail(raw) }))

function expectDiscreet(house: Installation): void {
  for (const { raw } of server?.messages ?? []) {
    const mail = readMail(raw)
    const all = [raw.toString('latin1'), raw.toString('utf8'), mail.subject, mail.text, mail.html].join('\n')
    expect(confidential.filter((text) => all.includes(text))).toEqual([])
  }
  expect(house.filesHolding(mailPassword, wrongPassword, password)).toEqual([])
}

describe('an export that fails on the command line', () => {
  it('tells by mail, once, and tells again when it works', async () => {
    using house = await installed()
    const failed = await exported(house)
    expect([failed.exit, failed.run.state, failed.run.error.code]).toEqual([1, 'parked', 'auth-refused'])
    const again = await exported(house)
    expect([again.exit, again.run.state]).toEqual([1, 'parked'])
    expect(received()).toHaveLength(1)
    const [mail] = received()
    expect(server?.messages[0]).toMatchObject({
      secure: true,
      user: smtpAccount.user,
      from: 'belegbote@filiale.example',
    })
    expect(mail).toMatchObject({
      to: [office],
      subject: 'Buchhaltungsexport fehlgeschlagen: Kanzlei Nord, Kennwort abgelehnt',
    })
    expect(mail?.headers['message-id']).toMatch(/^<alert-\d+-[\w.]+@filiale\.example>$/)
    expect(mail?.text).toContain('Wartende Belege: 3')
    expect(mail?.text).toContain('Wer muss handeln: die Filiale oder das Büro')
    expect(mail?.text).toContain(`Arbeitsplatz: ${hostname()}`)
    expect(mail?.text).toContain(`Lauf: ${failed.run.id}`)
    expect(mail?.html).toContain('Kennwort neu eingeben')
    expect(mail?.html).toContain(hostname())

    await secret(house, password)
    expect(await exported(house)).toMatchObject({ exit: 0, stderr: '', run: { state: 'delivered' } })
    expect(await exported(house)).toMatchObject({ exit: 0, run: { state: 'empty' } })
    expect(
      received()
        .map(({ subject }) => subject)
        .slice(1),
    ).toEqual(['Buchhaltungsexport läuft wieder: Kanzlei Nord'])
    expectDiscreet(house)
  })

  it('notes that no mail went out, answers as ever, and sends it when the mail server takes mails again', async () => {
    using house = await installed()
    if (server) server.behaviour = 'echo-password'
    const failed = await exported(house)
    expect([failed.exit, failed.run.state, received()]).toEqual([1, 'parked', []])
    expect(failed.stderr).toMatch(/Die Nachricht per E-Mail ging nicht hinaus\. .*Anmeldung abgelehnt/)
    expect(failed.stderr).not.toContain('Kanarie')
    if (server) server.behaviour = 'accept'
    expect((await house.run(['smtp', 'test', office])).exit).toBe(0)
    const again = await exported(house)
    expect([again.exit, again.stderr.includes('E-Mail')]).toEqual([1, false])
    expect(received().map(({ subject }) => subject)).toEqual([
      'Testnachricht von Belegbote',
      'Buchhaltungsexport fehlgeschlagen: Kanzlei Nord, Kennwort abgelehnt',
    ])
    expectDiscreet(house)
  })

  it('says so when there are addresses but no mail server', async () => {
    using house = new Installation()
    await house.importBooks(marked)
    const target = { protocol: 'sftp', host: '127.0.0.1', port: 1, directory: '', user }
    await house.apply(folderProfile('', { id: 'kanzlei', target, email: [office] }))
    await secret(house, wrongPassword)
    const failed = await exported(house)
    expect([failed.exit, failed.run.error.code]).toEqual([1, 'unreachable'])
    expect(failed.stderr).toContain('kein E-Mail-Server eingerichtet')
  })

  it('writes English to an English office, to every address, also on a resend', async () => {
    using house = await installed({ email: [office, 'it@example.de'] }, { language: 'en' })
    await secret(house, password)
    const delivered = await exported(house)
    expect(delivered.run.state).toBe('delivered')
    await secret(house, wrongPassword)
    const resent = await house.json('run', 'resend', delivered.run.id)
    expect(resent).toMatchObject({ exit: 1, json: { run: { state: 'parked' } } })
    expect(received().map(({ to, subject }) => [to, subject])).toEqual([
      [[office], 'Bookkeeping export failed: Kanzlei Nord, password refused'],
      [['it@example.de'], 'Bookkeeping export failed: Kanzlei Nord, password refused'],
    ])
    expect(received()[0]?.text).toContain('Waiting documents: 3')
    expectDiscreet(house)
  })
})
