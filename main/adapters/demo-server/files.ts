import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { type Attributes, type SFTPWrapper, utils } from 'ssh2'

const { STATUS_CODE: code, OPEN_MODE: mode } = utils.sftp

type Open = { readonly file: FileHandle } | { readonly names: string[] }
type Stats = Awaited<ReturnType<typeof stat>>

/**
 * Answers SFTP requests (version 3) from a folder that the other side sees as `/`. As with OpenSSH, a rename does not
 * replace an existing file. Requests nobody listens to are answered as unsupported by the library.
 */
export function serveFolder(sftp: SFTPWrapper, root: string): void {
  const opened = new Map<number, Open>()
  let nextHandle = 0
  const real = (path: string) => join(root, posix.normalize(`/${path}`))
  const keep = (entry: Open): Buffer => {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(nextHandle)
    opened.set(nextHandle++, entry)
    return handle
  }
  const entryOf = (handle: Buffer) => (handle.length === 4 ? opened.get(handle.readUInt32BE()) : undefined)
  const fileOf = (handle: Buffer) => {
    const entry = entryOf(handle)
    if (!entry || !('file' in entry)) throw Object.assign(new Error('no such handle'), { code: 'EBADF' })
    return entry.file
  }
  /** Runs one request; whatever goes wrong becomes a status. Without an answer of its own it is `OK`. */
  const answer = (id: number, work: () => Promise<(() => void) | undefined>) => {
    work().then(
      (reply) => (reply ? reply() : sftp.status(id, code.OK)),
      (error: unknown) => sftp.status(id, statusOf(error)),
    )
  }
  const done = async (work: Promise<unknown>) => {
    await work
    return undefined
  }

  sftp.on('OPEN', (id, path, flags) =>
    answer(id, async () => {
      const file = await open(real(path), flagsOf(flags), 0o644)
      return () => sftp.handle(id, keep({ file }))
    }),
  )
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      const { buffer, bytesRead } = await fileOf(handle).read(Buffer.alloc(length), 0, length, offset)
      return () => (bytesRead === 0 ? sftp.status(id, code.EOF) : sftp.data(id, buffer.subarray(0, bytesRead)))
    }),
  )
  sftp.on('WRITE', (id, handle, offset, data) =>
    answer(id, () => done(fileOf(handle).write(data, 0, data.length, offset))),
  )
  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const entry = entryOf(handle)
      opened.delete(handle.readUInt32BE())
      if (entry && 'file' in entry) await entry.file.close()
      return undefined
    }),
  )
  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const names = await readdir(real(path))
      return () => sftp.handle(id, keep({ names }))
    }),
  )
  sftp.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const entry = entryOf(handle)
      const names = entry && 'names' in entry ? entry.names.splice(0) : []
      return () => (names.length === 0 ? sftp.status(id, code.EOF) : sftp.name(id, names.map(named)))
    }),
  )
  serveNames(sftp, real, answer, done)
  sftp.on('FSTAT', (id, handle) =>
    answer(id, async () => {
      const found = await fileOf(handle).stat()
      return () => sftp.attrs(id, attributesOf(found))
    }),
  )
  sftp.on('close', () => {
    for (const entry of opened.values()) if ('file' in entry) void entry.file.close()
  })
}

type Answerer = (id: number, work: () => Promise<(() => void) | undefined>) => void

/** Requests that name a path. */
function serveNames(
  sftp: SFTPWrapper,
  real: (path: string) => string,
  answer: Answerer,
  done: (work: Promise<unknown>) => Promise<undefined>,
): void {
  const look = (reader: (path: string) => Promise<Stats>) => (id: number, path: string) =>
    answer(id, async () => {
      const found = await reader(real(path))
      return () => sftp.attrs(id, attributesOf(found))
    })
  sftp.on('STAT', look(stat))
  sftp.on('LSTAT', look(lstat))
  sftp.on('REALPATH', (id, path) => sftp.name(id, [named(posix.normalize(`/${path}`))]))
  sftp.on('MKDIR', (id, path) => answer(id, () => done(mkdir(real(path)))))
  sftp.on('RMDIR', (id, path) => answer(id, () => done(rmdir(real(path)))))
  sftp.on('REMOVE', (id, path) => answer(id, () => done(rm(real(path)))))
  sftp.on('SETSTAT', (id) => sftp.status(id, code.OK))
  sftp.on('FSETSTAT', (id) => sftp.status(id, code.OK))
  sftp.on('RENAME', (id, from, to) =>
    answer(id, async () => {
      const taken = await lstat(real(to)).catch(() => null)
      if (taken) throw new Error('the name is taken')
      return done(rename(real(from), real(to)))
    }),
  )
}

function flagsOf(flags: number): number {
  const both = mode.READ | mode.WRITE
  const access =
    (flags & both) === both ? constants.O_RDWR : flags & mode.WRITE ? constants.O_WRONLY : constants.O_RDONLY
  return (
    access |
    (flags & mode.APPEND ? constants.O_APPEND : 0) |
    (flags & mode.CREAT ? constants.O_CREAT : 0) |
    (flags & mode.TRUNC ? constants.O_TRUNC : 0) |
    (flags & mode.EXCL ? constants.O_EXCL : 0)
  )
}

function statusOf(error: unknown): number {
  const name = error instanceof Error && 'code' in error ? error.code : ''
  if (name === 'ENOENT' || name === 'ENOTDIR') return code.NO_SUCH_FILE
  return name === 'EACCES' || name === 'EPERM' ? code.PERMISSION_DENIED : code.FAILURE
}

const noAttributes: Attributes = { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 }

function named(filename: string) {
  return { filename, longname: filename, attrs: noAttributes }
}

function attributesOf(found: Stats): Attributes {
  const seconds = (ms: number | bigint) => Math.trunc(Number(ms) / 1000)
  return {
    mode: Number(found.mode),
    uid: Number(found.uid),
    gid: Number(found.gid),
    size: Number(found.size),
    atime: seconds(found.atimeMs),
    mtime: seconds(found.mtimeMs),
  }
}
