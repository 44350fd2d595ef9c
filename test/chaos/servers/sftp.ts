import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2, { type Connection, type SFTPWrapper } from 'ssh2'
import { createHostKey } from '../../../main/adapters/demo-server/host-key'
import { Cut, type Found, Refusal, type Shelf } from './shelf'

const { STATUS_CODE: code, OPEN_MODE: mode } = ssh2.utils.sftp

export interface SftpServer {
  readonly port: number
  readonly hostKey: string
  close(): void
}

/** An SFTP server on loopback. Who a user is, the name says; every password is right. */
export async function startSftpServer(shelfOf: (user: string) => Shelf | null): Promise<SftpServer> {
  const key = createHostKey()
  const open = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [key.private] }, (connection) => {
    open.add(connection)
    let shelf: Shelf | null = null
    connection.on('error', () => undefined)
    connection.on('close', () => open.delete(connection))
    if ('setNoDelay' in connection && typeof connection.setNoDelay === 'function') connection.setNoDelay(true)
    connection.on('authentication', (context) => {
      shelf = context.method === 'password' ? shelfOf(context.username) : null
      if (shelf) context.accept()
      else context.reject(['password'])
    })
    connection.on('session', (accept) =>
      accept().on('sftp', (acceptSftp) => {
        if (shelf) serve(acceptSftp(), shelf, () => connection.end())
      }),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo // listening on TCP: never a string or null
  return {
    port,
    hostKey: fingerprint(key.public),
    close: () => {
      server.close()
      for (const connection of open) connection.end()
    },
  }
}

function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

interface Opened {
  readonly file: number
  readonly path: string
  readonly writes: boolean
}

function serve(sftp: SFTPWrapper, shelf: Shelf, cut: () => void): void {
  const opened = new Map<number, Opened>()
  let next = 1
  let isOver = false
  const answer = (id: number, work: () => (() => void) | undefined) => {
    if (isOver) return
    try {
      const reply = work()
      if (reply) reply()
      else sftp.status(id, code.OK)
    } catch (error) {
      if (error instanceof Cut) {
        isOver = true
        cut()
      } else sftp.status(id, statusOf(error), error instanceof Refusal ? words[error.reason] : 'Failure')
    }
  }
  const openedAt = (handle: Buffer): Opened => {
    const entry = opened.get(handle.readUInt32BE())
    if (!entry) throw new Refusal('failure')
    return entry
  }
  sftp.on('OPEN', (id, path, flags) =>
    answer(id, () => {
      const writes = (flags & mode.WRITE) !== 0
      const file = writes ? shelf.create(path, (flags & mode.EXCL) !== 0) : shelf.open(path)
      const handle = Buffer.alloc(4)
      handle.writeUInt32BE(next)
      opened.set(next++, { file, path, writes })
      return () => sftp.handle(id, handle)
    }),
  )
  sftp.on('WRITE', (id, handle, offset, bytes) =>
    answer(id, () => {
      const { file, path } = openedAt(handle)
      shelf.write(file, path, bytes, offset)
      return undefined
    }),
  )
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, () => {
      const bytes = shelf.read(openedAt(handle).file, length, offset)
      return () => (bytes.length === 0 ? sftp.status(id, code.EOF) : sftp.data(id, bytes))
    }),
  )
  sftp.on('CLOSE', (id, handle) =>
    answer(id, () => {
      const { file, path, writes } = openedAt(handle)
      opened.delete(handle.readUInt32BE())
      if (writes) shelf.close(file, path)
      else shelf.drop(file)
      return undefined
    }),
  )
  serveNames(sftp, shelf, answer)
  sftp.on('close', () => {
    for (const { file } of opened.values()) shelf.drop(file)
    opened.clear()
  })
}

type Answer = (id: number, work: () => (() => void) | undefined) => void

function serveNames(sftp: SFTPWrapper, shelf: Shelf, answer: Answer): void {
  const look = (id: number, path: string) =>
    answer(id, () => {
      const found = shelf.look(path)
      return () => (found ? sftp.attrs(id, attributesOf(found)) : sftp.status(id, code.NO_SUCH_FILE))
    })
  const quietly = (work: () => void) => () => {
    work()
    return undefined
  }
  sftp.on('STAT', look)
  sftp.on('LSTAT', look)
  sftp.on('REALPATH', (id) =>
    sftp.name(id, [{ filename: '/', longname: '/', attrs: attributesOf({ isFolder: true, sizeBytes: 0 }) }]),
  )
  sftp.on('MKDIR', (id, path) =>
    answer(
      id,
      quietly(() => shelf.makeFolder(path)),
    ),
  )
  sftp.on('REMOVE', (id, path) =>
    answer(
      id,
      quietly(() => shelf.remove(path)),
    ),
  )
  sftp.on('RENAME', (id, from, to) =>
    answer(
      id,
      quietly(() => shelf.rename(from, to, false)),
    ),
  )
}

function statusOf(error: unknown): number {
  const reason = error instanceof Refusal ? error.reason : 'failure'
  if (reason === 'missing') return code.NO_SUCH_FILE
  if (reason === 'denied') return code.PERMISSION_DENIED
  return code.FAILURE
}

const words: Readonly<Record<Refusal['reason'], string>> = {
  missing: 'No such file',
  exists: 'File exists',
  full: 'No space left on device',
  denied: 'Permission denied',
  busy: 'File busy',
  failure: 'Failure',
}

function attributesOf({ isFolder, sizeBytes }: Found) {
  return { mode: isFolder ? 0o40755 : 0o100644, uid: 0, gid: 0, size: sizeBytes, atime: 0, mtime: 0 }
}
