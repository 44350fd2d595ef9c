import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startSmtpServer } from '../servers/smtp'
import { books, filesIn, folderProfile, Installation } from './cli-kit'
import { startScriptedServer } from './ftp-scripted'
import { code, startScriptedSftp } from './sftp-scripted'

/* Runs that go wrong at servers which repeat what they were told: no secret and nobody's data in what is kept or said. */

const secrets = { ftp: 'Kanarie-ftp-Ü"1', sftp: 'Kanarie-sftp-{2}', smtp: 'Kanarie-smtp-%3' }
const people = { name: 'Kanarienvogelsberger', iban: 'DE02120300000000202051' }

const withPeople = {
  ...books,
  debitoren: [{ mandant: 'M1', konto: '10001', nachname: people.name, ort: 'Köln', iban: people.iban }],
}

function server(id: string, protocol: string, port: number, hostKeys: readonly string[] = []) {
  const more = protocol === 'sftp' ? { hostKeys } : {}
  return folderProfile('', {
    id,
    target: { protocol, host: '127.0.0.1', port, directory: 'in', user: 'stb', ...more },
  })
}

async function failing(home: Installation, profile: { readonly id: string }, secret: string): Promise<string> {
  await home.run(['profile', 'apply', home.file(profile)])
  const said = [await home.run(['profile', 'secret', profile.id], { stdin: `${secret}\n` })]
  said.push(await home.json('profile', 'test', profile.id))
  const exported = await home.json('export', profile.id)
  expect(exported.exit).toBe(1)
  said.push(exported, await home.json('run', 'show', exported.json.run.id))
  return said.map(({ stdout, stderr }) => stdout + stderr).join('\n')
}

/** Some twenty processes, one after the other. */
const patience = 600_000

it('what servers repeat is kept nowhere, and the log knows no customer', { timeout: patience }, async () => {
  using home = new Installation()
  await home.importBooks(withPeople)
  const ftp = await startScriptedServer({
    answers: {
      USER: '331 go on',
      PASS: `530 PASS ${secrets.ftp} is wrong, ${Buffer.from(secrets.ftp).toString('base64')}`,
    },
  })
  const sftp = await startScriptedSftp({
    stat: code.failure,
    says: `sign-in with ${secrets.sftp} went well, this did not`,
  })
  const smtp = await startSmtpServer({ account: { user: 'stb', password: secrets.smtp }, behaviour: 'echo-password' })
  try {
    const said = [
      await failing(home, server('per-ftp', 'ftp', ftp.place.port), secrets.ftp),
      await failing(home, server('per-sftp', 'sftp', sftp.port, [sftp.hostKey]), secrets.sftp),
    ]
    const settings = { host: '127.0.0.1', port: smtp.port, security: 'starttls', user: 'stb', auth: 'password' }
    const file = home.file({ ...settings, from: 'buero@example.de', tlsCaFile: smtp.caFile })
    await home.run(['smtp', 'set', file])
    await home.run(['smtp', 'secret'], { stdin: `${secrets.smtp}\n` })
    const mailed = await home.run(['smtp', 'test', 'kanzlei@example.de'])
    expect(mailed.exit).toBe(1)

    expect([...said, mailed.stdout, mailed.stderr].join('\n')).not.toMatch(/Kanarie-/)
    expect(home.filesHolding(...Object.values(secrets))).toEqual([])
    // They did repeat it: what is left of it is the mark.
    expect(said.join('\n').match(/•••/g)?.length ?? 0).toBeGreaterThan(2)

    const logs = filesIn(home.profileDir).filter((name) => name.startsWith('log'))
    expect(logs).not.toEqual([])
    const logged = logs.map((name) => readFileSync(join(home.profileDir, name), 'utf8')).join('\n')
    expect(logged).toContain('run.step.failed')
    expect(logged).not.toMatch(/Kanarie/)
    for (const value of Object.values(people)) expect(logged).not.toContain(value)
  } finally {
    ftp.close()
    sftp.close()
    await smtp.stop()
  }
})
