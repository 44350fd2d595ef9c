import { fail, ok, type Result } from '../../core/result'
import type { RemoteFile, TargetSession, UploadReceipt } from '../../core/transfer/target'
import type { TransferError, TransferStage } from '../../core/transfer/transfer-error'
import type { SftpChannel } from './sftp-channel'
import { SftpStatus, SftpTrouble, status, transferError } from './sftp-errors'
import { readBack, store } from './sftp-files'
import { parentOf, remoteFile, remotePath } from './sftp-paths'

/** A signed-in SFTP session. */
export class SftpSession implements TargetSession {
  constructor(private readonly channel: SftpChannel) {}

  ensureFolder(path: string): Promise<Result<void, TransferError>> {
    return this.#answer('folder', async () => {
      const missing: string[] = []
      for (let at = remotePath(path); !(await this.#isFolder(at)); at = parentOf(at)) {
        if (at === '/' || at === '.') throw new SftpTrouble('folder-missing', `${at} is not there`)
        missing.unshift(at)
      }
      for (const folder of missing) await this.#makeFolder(folder)
    })
  }

  async upload(
    localPath: string,
    remotePath: string,
    onProgress: (sentBytes: number) => void = () => undefined,
  ): Promise<Result<UploadReceipt, TransferError>> {
    const sent = await this.#answer('write', () => store(this.channel, localPath, remoteFile(remotePath), onProgress))
    if (!sent.ok) return sent
    return await this.#answer('verify', async () => {
      const path = remoteFile(remotePath)
      const found = await this.channel.lstat(path)
      if (found?.size === sent.value.sizeBytes) return sent.value
      if (found !== null) await this.#unlink(path)
      throw new SftpTrouble(
        'content-mismatch',
        `sent ${sent.value.sizeBytes} bytes, the server has ${found?.size ?? 'no file'}`,
      )
    })
  }

  probe(remotePath: string): Promise<Result<RemoteFile | null, TransferError>> {
    return this.#answer('verify', async () => {
      const found = await this.#look(remoteFile(remotePath))
      return found === null ? null : { sizeBytes: found.sizeBytes }
    })
  }

  hash(remotePath: string): Promise<Result<string, TransferError>> {
    return this.#answer('verify', async () => {
      const path = remoteFile(remotePath)
      const found = await this.#look(path)
      if (found === null) throw new SftpTrouble('content-mismatch', `${path} is not there`)
      return await readBack(this.channel, path, found.sizeBytes)
    })
  }

  publish(temporaryPath: string, finalPath: string): Promise<Result<void, TransferError>> {
    return this.#answer('publish', async () => {
      const [from, to] = [remoteFile(temporaryPath), remoteFile(finalPath)]
      if (this.channel.offers('hardlink@openssh.com') && (await this.#link(from, to))) {
        await this.#unlink(from)
        return
      }
      await this.#rename(from, to)
    })
  }

  remove(remotePath: string): Promise<Result<void, TransferError>> {
    return this.#answer('clean-up', () => this.#unlink(remoteFile(remotePath)))
  }

  close(): void {
    this.channel.line.die(new SftpTrouble('interrupted', 'the session was closed'))
  }

  /**
   * A second name for the file, which fails when the name is taken; true when it is done. False where the server has no
   * links after all: the file system under it may know none.
   */
  async #link(from: string, to: string): Promise<boolean> {
    try {
      await this.channel.hardlink(from, to)
      return true
    } catch (error) {
      if (!(error instanceof SftpStatus)) throw error
      await this.#refuseTaken(to)
      return false
    }
  }

  /** SFTP version 3: the rename fails when the name is taken. Not every server keeps to it, hence the look before. */
  async #rename(from: string, to: string): Promise<void> {
    await this.#refuseTaken(to)
    try {
      await this.channel.rename(from, to)
    } catch (error) {
      if (!(error instanceof SftpStatus)) throw error
      await this.#refuseTaken(to)
      if (error.code === status.noSuchFile && (await this.channel.lstat(from)) === null) {
        throw new SftpTrouble('content-mismatch', `${from} is not there`)
      }
      throw error
    }
  }

  async #refuseTaken(path: string): Promise<void> {
    if ((await this.channel.lstat(path)) !== null) throw new SftpTrouble('remote-conflict', `${path} exists`)
  }

  async #look(path: string): Promise<RemoteFile | null> {
    const found = await this.channel.lstat(path)
    if (found?.isDirectory() === true) throw new SftpTrouble('remote-conflict', `${path} is a folder`)
    return found === null ? null : { sizeBytes: found.size }
  }

  async #isFolder(path: string): Promise<boolean> {
    const found = await this.channel.stat(path)
    if (found === null || found.isDirectory()) return found !== null
    throw new SftpTrouble('folder-missing', `a file has the name of the folder ${path}`)
  }

  /** Somebody else may make the same folder at the same moment; then the refusal is no error. */
  async #makeFolder(path: string): Promise<void> {
    try {
      await this.channel.mkdir(path)
    } catch (error) {
      if (!(error instanceof SftpStatus) || !(await this.#isFolder(path))) throw error
    }
  }

  async #unlink(path: string): Promise<void> {
    try {
      await this.channel.unlink(path)
    } catch (error) {
      if (!(error instanceof SftpStatus) || error.code !== status.noSuchFile) throw error
    }
  }

  /** The one place where exceptions become answers. After `timeout` and `interrupted` the line is never used again. */
  async #answer<T>(stage: TransferStage, work: () => Promise<T>): Promise<Result<T, TransferError>> {
    try {
      if (this.channel.line.death !== null) throw this.channel.line.death
      return ok(await work())
    } catch (thrown) {
      const error = transferError(thrown, stage)
      if (error.kind === 'timeout' || error.kind === 'interrupted') {
        this.channel.line.die(new SftpTrouble(error.kind, error.detail))
      }
      return fail(error)
    }
  }
}
