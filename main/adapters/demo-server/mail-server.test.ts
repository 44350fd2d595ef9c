import { createConnection } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoMailServer, startDemoMailServer } from './mail-server'

describe('demo mail server', () => {
  let server: DemoMailServer
  beforeAll(async () => {
    server = await startDemoMailServer({ user: 'belegbote', password: 'richtig' })
  })
  afterAll(() => server.close())

  const send = (password: string) =>
    createTransport({ host: '127.0.0.1', port: server.port, auth: { user: 'belegbote', pass: password } }).sendMail({
      from: 'belegbote@example.de',
      to: 'kanzlei@example.de',
      subject: 'Hallo',
      text: 'Größe',
    })

  it('refuses a wrong password, and who has none', async () => {
    await expect(send('falsch')).rejects.toThrow(/535 5\.7\.8/)
    const unsigned = createTransport({ host: '127.0.0.1', port: server.port })
    await expect(unsigned.sendMail({ from: 'a@example.de', to: 'b@example.de', text: 'x' })).rejects.toThrow(/530/)
    expect(server.mails).toEqual([])
  })

  it('keeps what it is given', async () => {
    expect((await send('richtig')).response).toBe('250 2.0.0 OK: queued as 1')
    expect(server.mails).toMatchObject([{ from: 'belegbote@example.de', to: ['kanzlei@example.de'] }])
    expect(Buffer.from(server.mails[0]!.raw).toString('latin1')).toContain('\r\nSubject: Hallo\r\n')
  })

  it('frees its port', async () => {
    const other = await startDemoMailServer({ user: 'a', password: 'b' })
    await other.close()
    const { promise, resolve } = Promise.withResolvers<string>()
    createConnection(other.port, '127.0.0.1')
      .on('error', (error) => resolve(error.message))
      .on('connect', () => resolve('connected'))
    expect(await promise).toContain('ECONNREFUSED')
  })
})
