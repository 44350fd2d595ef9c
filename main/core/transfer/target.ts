import type { Result } from '../result'
import type { TransferError } from './transfer-error'

export const protocols = ['sftp', 'ftp', 'ftps', 'ftps-implicit', 'folder'] as const
export type Protocol = (typeof protocols)[number]

/** Where a profile delivers to. For `folder` only `directory` counts and the rest is null or empty. */
export interface TargetSettings {
  readonly protocol: Protocol
  readonly host: string | null
  /** Null: 22, 21 or 990 by protocol. */
  readonly port: number | null
  /** May hold the placeholders of `remote-name.ts`; empty is the folder the user lands in. */
  readonly directory: string
  readonly user: string | null
  /** `SHA256:…` fingerprints, SFTP only. Empty: none trusted yet. */
  readonly hostKeys: readonly string[]
  /** Path of a private key (SFTP); its passphrase is the profile's secret. */
  readonly privateKeyFile: string | null
  /** PEM file of an own certificate authority (FTPS), trusted beside the system's. */
  readonly tlsCaFile: string | null
}

/** What a kind of target guarantees. Shown to the person, and asked by the run. */
export interface TargetCapabilities {
  /** The rename to the final name fails when that name exists (else we look first, a gap of milliseconds remains). */
  readonly renameRefusesExisting: boolean
  readonly encrypted: boolean
  /** The server proves who it is before a password is sent. */
  readonly identityChecked: boolean
}

export interface RemoteFile {
  readonly sizeBytes: number
}

export interface UploadReceipt {
  readonly sizeBytes: number
  /** Hex SHA-256 of the bytes that were handed to the server. */
  readonly sha256: string
}

/**
 * A signed-in session. Every call ends: by an answer, or by its own deadline as `timeout`. After an error of kind
 * `timeout` or `interrupted` the session is dead and every later call answers the same. One call at a time.
 * Paths are absolute or relative to the folder the user lands in, with `/`.
 */
export interface TargetSession {
  /** Makes the folder with its parents. It is no error when it exists already. */
  ensureFolder(path: string): Promise<Result<void, TransferError>>
  /**
   * Writes a local file to a temporary name and compares the size on the server. A leftover of that name is replaced.
   * On error nothing is left behind where the server lets us remove it.
   */
  upload(
    localPath: string,
    remotePath: string,
    onProgress?: (sentBytes: number) => void,
  ): Promise<Result<UploadReceipt, TransferError>>
  /** Null only when the server is sure that the file does not exist. */
  probe(remotePath: string): Promise<Result<RemoteFile | null, TransferError>>
  /** Reads the file back and answers its hex SHA-256. */
  hash(remotePath: string): Promise<Result<string, TransferError>>
  /** Gives the file its final name without replacing another: `remote-conflict` when the name is taken. */
  publish(temporaryPath: string, finalPath: string): Promise<Result<void, TransferError>>
  /** It is no error when the file does not exist. */
  remove(remotePath: string): Promise<Result<void, TransferError>>
  /** Drops the connection. Never waits for the server, never fails. */
  close(): void
}

/** Opens sessions for one kind of target (port). Adapters: sftp, ftp/ftps, folder. */
export interface TargetConnector {
  readonly capabilities: TargetCapabilities
  /**
   * @param secret password, or passphrase of the private key; null when none is stored
   * @param onStage told as each stage is passed, for the connection test
   */
  connect(
    settings: TargetSettings,
    secret: string | null,
    onStage?: (stage: 'resolve' | 'connect' | 'identity' | 'sign-in', info: { hostKey?: string }) => void,
  ): Promise<Result<TargetSession, TransferError>>
}
