import type { FTPError } from 'basic-ftp'
import type { FtpControl } from './ftp-control'
import type { PassiveMode } from './ftp-data'
import { FtpTrouble, isReply, isUnknownCommand, replyKind, saysDenied, saysMissing } from './ftp-errors'
import { readBack } from './ftp-files'
import { parentOf } from './ftp-paths'

/**
 * What exists on the server. FTP has one code, 550, for "not there" and "not allowed", and servers differ in the words
 * beside it (vsftpd says the same for both), so existence is asked with several commands: SIZE, CWD, MLST where offered,
 * else RNFR (350 only for what exists). All paths are absolute, so the changing working folder does not matter.
 */
export class FtpFolders {
  constructor(
    private readonly control: FtpControl,
    private readonly mode: PassiveMode,
    private readonly offersMlst: boolean,
  ) {}

  /**
   * Size of a file in bytes, null when it surely does not exist. Throws when the server does not let us know.
   * A folder of this name is `remote-conflict`.
   */
  async sizeOf(path: string): Promise<number | null> {
    try {
      const size = /^213[ -](\d+)/.exec((await this.control.ask(`SIZE ${path}`)).message)?.[1]
      if (size !== undefined) return Number(size)
      throw new FtpTrouble('server-error', 'answer to SIZE without a number')
    } catch (error) {
      if (!isReply(error) || !(isAboutFile(error) || isUnknownCommand(error))) throw error
      if (saysMissing(error.message) || !(await this.exists(path))) return null
      if (isUnknownCommand(error)) return (await readBack(this.control, this.mode, path)).sizeBytes
      if (await this.isFolder(path)) throw new FtpTrouble('remote-conflict', `${path} is a folder`)
      throw error
    }
  }

  /** The reply, or `content-mismatch` when the file it was about is not there. */
  async explainFile(reply: FTPError, path: string): Promise<Error> {
    if (this.control.closed || !isAboutFile(reply)) return reply
    const missing = saysMissing(reply.message) || (await this.sizeOf(path)) === null
    return missing ? new FtpTrouble('content-mismatch', `the file is not there: ${reply.message}`) : reply
  }

  /** Makes the folder with its parents, from the deepest that exists on; somebody else may do the same meanwhile. */
  async ensure(path: string): Promise<void> {
    const missing: string[] = []
    for (let folder = path; folder !== '/' && !(await this.isFolder(folder)); folder = parentOf(folder)) {
      missing.unshift(folder)
    }
    for (const folder of missing) await this.make(folder)
  }

  /** Why a command on a file in this folder was refused with this reply: the folder may be missing. */
  async explain(reply: FTPError, folder: string): Promise<Error> {
    const kind = replyKind(reply.code, reply.message)
    if (this.control.closed || !(kind === 'permission-denied' || saysMissing(reply.message))) return reply
    if (await this.isFolder(folder)) return reply
    if (await this.exists(folder)) return reply
    return new FtpTrouble('folder-missing', `${folder}: ${reply.message}`)
  }

  private async make(folder: string): Promise<void> {
    try {
      await this.control.ask(`MKD ${folder}`)
    } catch (error) {
      if (!isReply(error)) throw error
      if (await this.isFolder(folder)) return
      if (await this.exists(folder)) {
        throw new FtpTrouble('folder-missing', `a file has the name of the folder ${folder}`)
      }
      throw error
    }
  }

  private isFolder(path: string): Promise<boolean> {
    return this.control.tryAsk(`CWD ${path}`)
  }

  /**
   * Whether a file or folder of this name exists. Throws `permission-denied` when one of the folders above exists and
   * does not let us in, for then nobody knows.
   */
  private async exists(path: string): Promise<boolean> {
    if (path === '/' || (await this.isFolder(path))) return true
    const refused = await this.refusal(path)
    if (refused === null) return true
    if (saysMissing(refused)) return false
    if (saysDenied(refused)) throw new FtpTrouble('permission-denied', refused)
    const folder = parentOf(path)
    if (await this.isFolder(folder)) return false
    if (!(await this.exists(folder))) return false
    throw new FtpTrouble('permission-denied', `${folder} cannot be entered: ${refused}`)
  }

  /** What the server says against a file of this name; null when it is there. */
  private async refusal(path: string): Promise<string | null> {
    try {
      if (this.offersMlst) {
        await this.control.ask(`MLST ${path}`)
        return null
      }
      await this.control.ask(`RNFR ${path}`)
    } catch (error) {
      // "Busy" (450) is no proof of absence: a run would take its file for lost, or for fetched by the receiver.
      if (isAboutFile(error) && (error.code !== 450 || saysMissing(error.message))) return error.message
      throw error
    }
    // Most servers forget the pending rename with the next command. ProFTPD insists on it: then onto itself.
    if (!(await this.control.tryAsk('NOOP'))) await this.control.ask(`RNTO ${path}`)
    return null
  }
}

/** A reply that speaks about the file named, not about the command or the connection (RFC 959: 450, 550, 553). */
function isAboutFile(thrown: unknown): thrown is FTPError {
  return isReply(thrown) && [450, 550, 553].includes(thrown.code)
}
