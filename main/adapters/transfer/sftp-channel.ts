import type { SFTPWrapper, Stats } from 'ssh2'
import type { SftpDeadlines } from './sftp-deadline'
import { SftpStatus, SftpTrouble, status } from './sftp-errors'
import type { SftpLine } from './sftp-line'

/** What the server announces in its VERSION answer, and the sizes ssh2 has negotiated (OpenSSH PROTOCOL §4.8). */
interface Announced {
  readonly _extensions: Readonly<Record<string, string>>
  readonly _maxReadLen: number
  readonly _maxWriteLen: number
}

/** Every server must take this much (draft-ietf-secsh-filexfer-02 §3); more only if it says so. */
const plainChunkBytes = 32_768
const chunkBytesMax = 261_120

type Done<T> = (error: Error | null | undefined, value?: T) => void
type Handle = Buffer

/**
 * SFTP requests as promises that always settle. Works on ssh2's own channel: the calls of ssh2-sftp-client report success
 * for files the server could not store, and wait for ever for a channel that is gone.
 */
export class SftpChannel {
  readonly readBytes: number
  readonly writeBytes: number
  readonly #announced: Announced

  constructor(
    private readonly sftp: SFTPWrapper,
    readonly line: SftpLine,
    readonly deadlines: SftpDeadlines,
  ) {
    // Safe: fields of ssh2 1.x (pinned) that its types leave out; a test against a real server reads them.
    this.#announced = sftp as unknown as Announced
    const most = this.offers('limits@openssh.com') ? chunkBytesMax : plainChunkBytes
    this.readBytes = Math.min(most, this.#announced._maxReadLen)
    this.writeBytes = Math.min(most, this.#announced._maxWriteLen)
    for (const event of ['close', 'end'] as const) {
      sftp.on(event, () => line.die(new SftpTrouble('interrupted', 'the server ended the SFTP session')))
    }
    sftp.on('error', (error: Error) => line.die(new SftpTrouble('interrupted', error.message)))
  }

  offers(extension: string): boolean {
    return this.#announced._extensions[extension] !== undefined
  }

  open(path: string, flags: 'r' | 'wx'): Promise<Handle> {
    return this.#ask(`open ${path}`, (done: Done<Handle>) => this.sftp.open(path, flags, { mode: 0o644 }, done))
  }

  close(handle: Handle): Promise<void> {
    return this.#tell('close', (done) => this.sftp.close(handle, done))
  }

  /** Settles with the server's acknowledgement, without a deadline of its own: the caller watches the oldest one. */
  write(handle: Handle, bytes: Buffer, length: number, position: number): Promise<void> {
    return this.#start((done: Done<void>) => this.sftp.write(handle, bytes, 0, length, position, done))
  }

  /** As `write`. Answers how many bytes came, 0 at the end of the file. */
  read(handle: Handle, bytes: Buffer, offset: number, length: number, position: number): Promise<number> {
    const reading = this.#start((done: Done<number>) => this.sftp.read(handle, bytes, offset, length, position, done))
    return reading.then(
      (count) => count ?? 0,
      (error: unknown) => {
        if (error instanceof SftpStatus && error.code === status.eof) return 0
        throw error
      },
    )
  }

  /** Null only for "no such file"; anything else the server says is no proof of absence. */
  async lstat(path: string): Promise<Stats | null> {
    return await absentAsNull(this.#ask(`lstat ${path}`, (done: Done<Stats>) => this.sftp.lstat(path, done)))
  }

  /** As `lstat`, but follows links. */
  async stat(path: string): Promise<Stats | null> {
    return await absentAsNull(this.#ask(`stat ${path}`, (done: Done<Stats>) => this.sftp.stat(path, done)))
  }

  mkdir(path: string): Promise<void> {
    return this.#tell(`mkdir ${path}`, (done) => this.sftp.mkdir(path, done))
  }

  unlink(path: string): Promise<void> {
    return this.#tell(`unlink ${path}`, (done) => this.sftp.unlink(path, done))
  }

  /** Version 3: fails when the new name exists. */
  rename(from: string, to: string): Promise<void> {
    return this.#tell(`rename ${from}`, (done) => this.sftp.rename(from, to, done))
  }

  /** hardlink@openssh.com: fails when the new name exists. */
  hardlink(from: string, to: string): Promise<void> {
    return this.#tell(`hardlink ${from}`, (done) => this.sftp.ext_openssh_hardlink(from, to, done))
  }

  /** fsync@openssh.com: the bytes are on the server's disk. */
  fsync(handle: Handle): Promise<void> {
    return this.#tell('fsync', (done) => this.sftp.ext_openssh_fsync(handle, done))
  }

  /** Bytes left for us on the file system of this path (statvfs@openssh.com); null when the server does not say. */
  async freeBytes(path: string): Promise<number | null> {
    if (!this.offers('statvfs@openssh.com')) return null
    type FileSystem = { f_bavail: number; f_frsize: number; f_bsize: number }
    try {
      const found = await this.#ask('statvfs', (done: Done<FileSystem>) => this.sftp.ext_openssh_statvfs(path, done))
      return found.f_bavail * (found.f_frsize || found.f_bsize)
    } catch (error) {
      if (error instanceof SftpStatus) return null
      throw error
    }
  }

  async #ask<T>(what: string, call: (done: Done<T>) => void): Promise<T> {
    const answer = await this.line.within(this.deadlines.requestMs, what, this.#start(call))
    if (answer === undefined) throw new SftpTrouble('interrupted', `${what}: an answer without content`)
    return answer
  }

  async #tell(what: string, call: (done: (error?: Error | null) => void) => void): Promise<void> {
    await this.line.within(this.deadlines.requestMs, what, this.#start(call))
  }

  /** One request. An error with a number is the server's answer, one without is the channel's end. */
  #start<T>(call: (done: Done<T>) => void): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const refuse = (error: unknown) => reject(this.#put(error))
      try {
        call((error, value) => (error === null || error === undefined ? resolve(value) : refuse(error)))
      } catch (error) {
        refuse(error)
      }
    })
  }

  #put(error: unknown): Error {
    const { code, message } = error instanceof Error ? (error as Error & { code?: unknown }) : { code: 0, message: '' }
    if (typeof code === 'number') return new SftpStatus(code, message)
    const trouble = this.line.death ?? new SftpTrouble('interrupted', message)
    this.line.die(trouble)
    return trouble
  }
}

async function absentAsNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof SftpStatus && error.code === status.noSuchFile) return null
    throw error
  }
}
