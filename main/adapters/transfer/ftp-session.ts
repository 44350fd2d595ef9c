import { fail, ok, type Result } from '../../core/result'
import type { RemoteFile, TargetSession, UploadReceipt } from '../../core/transfer/target'
import type { TransferError, TransferStage } from '../../core/transfer/transfer-error'
import type { FtpControl } from './ftp-control'
import type { PassiveMode } from './ftp-data'
import { FtpTrouble, isReply, saysMissing, transferError } from './ftp-errors'
import { readBack, store } from './ftp-files'
import { FtpFolders } from './ftp-folders'
import { absolute, checkName, parentOf } from './ftp-paths'

/** A signed-in FTP session. Every command names its file by an absolute path: the working folder carries no meaning. */
export class FtpSession implements TargetSession {
  private readonly mode: PassiveMode = { epsv: true }
  private readonly folders: FtpFolders
  private death: TransferError | null = null

  /**
   * @param home the folder the user landed in
   * @param offersMlst the server knows MLST (RFC 3659 §7)
   */
  constructor(
    private readonly control: FtpControl,
    private readonly home: string,
    offersMlst: boolean,
  ) {
    this.folders = new FtpFolders(control, this.mode, offersMlst)
  }

  ensureFolder(path: string): Promise<Result<void, TransferError>> {
    return this.attempt('folder', () => this.folders.ensure(this.at(path)))
  }

  async upload(
    localPath: string,
    remotePath: string,
    onProgress: (sentBytes: number) => void = () => undefined,
  ): Promise<Result<UploadReceipt, TransferError>> {
    const sent = await this.attempt('write', async () => {
      const path = this.fileAt(remotePath)
      // Some servers do not write over a file, and none must append to it.
      await this.control.tryAsk(`DELE ${path}`)
      return await this.storing(localPath, path, onProgress)
    })
    if (!sent.ok) return sent
    return await this.attempt('verify', async () => {
      // "226" is no proof: it also comes when something on the way ended the data connection for both sides.
      const found = await this.folders.sizeOf(this.at(remotePath))
      if (found === sent.value.sizeBytes) return sent.value
      await this.control.tryAsk(`DELE ${this.at(remotePath)}`)
      throw new FtpTrouble(
        'content-mismatch',
        `sent ${sent.value.sizeBytes} bytes, the server has ${found ?? 'no file'}`,
      )
    })
  }

  probe(remotePath: string): Promise<Result<RemoteFile | null, TransferError>> {
    return this.attempt('verify', async () => {
      const sizeBytes = await this.folders.sizeOf(this.fileAt(remotePath))
      return sizeBytes === null ? null : { sizeBytes }
    })
  }

  hash(remotePath: string): Promise<Result<string, TransferError>> {
    return this.attempt('verify', async () => {
      const path = this.fileAt(remotePath)
      try {
        return (await readBack(this.control, this.mode, path)).sha256
      } catch (error) {
        throw isReply(error) ? await this.folders.explainFile(error, path) : error
      }
    })
  }

  publish(temporaryPath: string, finalPath: string): Promise<Result<void, TransferError>> {
    return this.attempt('publish', async () => {
      const from = this.fileAt(temporaryPath)
      const to = this.fileAt(finalPath)
      // FTP servers replace silently, so look first.
      await this.refuseTaken(to)
      await this.rename(from, to)
    })
  }

  remove(remotePath: string): Promise<Result<void, TransferError>> {
    return this.attempt('clean-up', async () => {
      const path = this.fileAt(remotePath)
      try {
        await this.control.ask(`DELE ${path}`)
      } catch (error) {
        if (!isReply(error)) throw error
        if (saysMissing(error.message) || (await this.folders.sizeOf(path)) === null) return
        throw error
      }
    })
  }

  close(): void {
    this.death ??= { kind: 'interrupted', stage: 'connect', detail: 'session was closed' }
    this.control.kill('closed')
  }

  private async storing(localPath: string, path: string, onProgress: (sentBytes: number) => void) {
    try {
      return await store(this.control, this.mode, localPath, path, onProgress)
    } catch (error) {
      if (this.control.closed) throw error
      const told = isReply(error) ? await this.folders.explain(error, parentOf(path)) : error
      await this.control.tryAsk(`DELE ${path}`)
      throw told
    }
  }

  private async rename(from: string, to: string): Promise<void> {
    try {
      await this.control.ask(`RNFR ${from}`)
    } catch (error) {
      throw isReply(error) ? await this.folders.explainFile(error, from) : error
    }
    try {
      await this.control.ask(`RNTO ${to}`)
    } catch (error) {
      if (!isReply(error)) throw error
      await this.refuseTaken(to)
      throw await this.folders.explain(error, parentOf(to))
    }
  }

  private async refuseTaken(path: string): Promise<void> {
    if ((await this.folders.sizeOf(path)) !== null) throw new FtpTrouble('remote-conflict', `${path} exists`)
  }

  private at(path: string): string {
    return absolute(this.home, path)
  }

  private fileAt(path: string): string {
    return checkName(this.at(path))
  }

  /** The one place where exceptions become answers. After `timeout` and `interrupted` the connection is never used again. */
  private async attempt<T>(stage: TransferStage, work: () => Promise<T>): Promise<Result<T, TransferError>> {
    if (this.death !== null) return fail(this.death)
    try {
      return ok(await work())
    } catch (thrown) {
      const error = transferError(thrown, stage)
      const dead = error.kind === 'timeout' || error.kind === 'interrupted' || this.control.closed
      if (!dead) return fail(error)
      this.control.kill(error.detail)
      this.death ??= error
      return fail(error)
    }
  }
}
