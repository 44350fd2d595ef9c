import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2 from 'ssh2'
import { createHostKey } from '../../main/adapters/demo-server/host-key'

/** SFTP status codes the scripts answer with. */
export const code = { ok: 0, noSuchFile: 2, failure: 4 } as const

export interface Script {
  /** Answer to OPEN; without it, a handle. */
  readonly open?: number
  /** Answer to LSTAT and STAT. `bye`: the connection ends instead of an answer. */
  readonly stat?: number | 'bye'
  /** Answer to WRITE. */
  readonly write?: number
  /** Stands in every status. */
  readonly says?: string
  /** Says goodbye to whoever asks for SFTP. */
  readonly endsAtSftp?: boolean
}

export interface ScriptedServer {
  readonly port: number
  readonly hostKey: string
  /** The requests in the order they came. */
  readonly heard: string[]
  close(): void
}

/** An SFTP server that gives the answers no real one gives on request. It takes every password and keeps nothing. */
export async function startScriptedSftp(script: Script): Promise<ScriptedServer> {
  const keys = createHostKey()
  const heard: string[] = []
  const server = new ssh2.Server({ hostKeys: [keys.private] }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (context) => (context.method === 'password' ? context.accept() : context.reject()))
    client.on('session', (accept) =>
      accept().on('sftp', (acceptSftp) => {
        if (script.endsAtSftp) return void client.end()
        const sftp = acceptSftp()
        const answer = (name: string, value: number) => (id: number) => {
          heard.push(name)
          sftp.status(id, value, script.says ?? '')
        }
        const look = (name: string) => (id: number) =>
          script.stat === 'bye' ? client.end() : answer(name, script.stat ?? code.noSuchFile)(id)
        sftp.on('OPEN', (id) => {
          if (script.open !== undefined) return answer('OPEN', script.open)(id)
          heard.push('OPEN')
          sftp.handle(id, Buffer.from('1'))
        })
        sftp.on('WRITE', answer('WRITE', script.write ?? code.ok))
        sftp.on('LSTAT', look('LSTAT'))
        sftp.on('STAT', look('STAT'))
        sftp.on('CLOSE', answer('CLOSE', code.ok))
        sftp.on('REMOVE', answer('REMOVE', code.ok))
      }),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const parsed = ssh2.utils.parseKey(keys.public)
  if (parsed instanceof Error) throw parsed
  const blob = (Array.isArray(parsed) ? parsed[0]! : parsed).getPublicSSH()
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
    heard,
    close: () => server.close(),
  }
}
