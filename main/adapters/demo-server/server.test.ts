import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SftpClient from 'ssh2-sftp-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoServer, startDemoServer } from './server'

describe('demo server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-demo-server-'))
  let server: DemoServer
  beforeAll(async () => {
    server = await startDemoServer({ folder, user: 'kanzlei', password: 'richtig' })
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(password: string): Promise<SftpClient> {
    const sftp = new SftpClient()
    await sftp.connect({ host: '127.0.0.1', port: server.port, username: 'kanzlei', password })
    return sftp
  }

  it('shows the fingerprint of its key', () => {
    expect(server.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })

  it('refuses a wrong password', async () => {
    await expect(signIn('falsch')).rejects.toThrow(/authentication/i)
  })

  it('keeps what it is given, byte for byte, and gives it back', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    const sftp = await signIn('richtig')
    await sftp.mkdir('eingang/M1', true)
    await sftp.put(bytes, 'eingang/M1/a.part')
    expect((await sftp.stat('eingang/M1/a.part')).size).toBe(bytes.length)
    expect(bytes.equals((await sftp.get('eingang/M1/a.part')) as Buffer)).toBe(true)
    await sftp.rename('eingang/M1/a.part', 'eingang/M1/a.csv')
    expect((await sftp.list('eingang/M1')).map((entry) => entry.name)).toEqual(['a.csv'])
    expect(await sftp.exists('eingang/M1/a.part')).toBe(false)
    await sftp.end()
    expect(bytes.equals(readFileSync(join(folder, 'eingang/M1/a.csv')))).toBe(true)
  })

  it('never replaces a file by a rename', async () => {
    writeFileSync(join(folder, 'old'), 'old')
    writeFileSync(join(folder, 'new'), 'new')
    const sftp = await signIn('richtig')
    await expect(sftp.rename('new', 'old')).rejects.toThrow()
    await sftp.end()
    expect(readFileSync(join(folder, 'old'), 'utf8')).toBe('old')
  })

  it('lets nobody out of its folder', async () => {
    const sftp = await signIn('richtig')
    await sftp.put(Buffer.from('x'), '../../outside')
    await sftp.end()
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('x')
  })
})
