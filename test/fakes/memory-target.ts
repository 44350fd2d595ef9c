import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '../../main/core/result'
import type { TargetConnector, TargetSession } from '../../main/core/transfer/target'
import type { TransferError, TransferErrorKind, TransferStage } from '../../main/core/transfer/transfer-error'

export type TargetCall = 'connect' | 'ensureFolder' | 'upload' | 'probe' | 'hash' | 'publish' | 'remove'

/** `refused`: not done, told. `half`: an upload stops in the middle. `lost`: done, but the answer never comes. */
export interface TargetFault {
  readonly kind: TransferErrorKind
  readonly how: 'refused' | 'half' | 'lost'
}

const stages: Readonly<Record<TargetCall, TransferStage>> = {
  connect: 'connect',
  ensureFolder: 'folder',
  upload: 'write',
  probe: 'publish',
  hash: 'verify',
  publish: 'publish',
  remove: 'clean-up',
}

/** A server in memory that outlives the sessions on it, and fails when asked to. */
export class MemoryServer {
  readonly files = new Map<string, Uint8Array>()
  /** What a receiver that collects at once has taken. */
  readonly taken: { readonly path: string; readonly bytes: Uint8Array }[] = []
  receiverCollects = false
  /** Says that it has renamed, and has not. */
  forgetsRenames = false
  /** Asked at every call, with its number from 1. */
  fault: (call: TargetCall, no: number, path: string) => TargetFault | null = () => null
  readonly calls: string[] = []

  connector(): TargetConnector {
    return {
      capabilities: { renameRefusesExisting: true, encrypted: true, identityChecked: true },
      connect: async (settings, _secret, onStage) => {
        const connected = this.#run('connect', settings.host ?? '', () => ok(this.#session()))
        if (connected.ok)
          for (const stage of ['resolve', 'connect', 'identity', 'sign-in'] as const) onStage?.(stage, {})
        return connected
      },
    }
  }

  /** Final names only. */
  visible(): readonly string[] {
    return [...this.files.keys()].filter((path) => !path.endsWith('.part')).sort()
  }

  #session(): TargetSession {
    let isDead = false
    const guarded = async <T>(
      call: TargetCall,
      path: string,
      work: () => Result<T, TransferError>,
      half?: () => void,
    ): Promise<Result<T, TransferError>> => {
      if (isDead) return fail({ kind: 'interrupted', stage: stages[call], detail: 'the session is dead' })
      const result = this.#run(call, path, work, half)
      isDead = !result.ok && (result.error.kind === 'interrupted' || result.error.kind === 'timeout')
      return result
    }
    const refuse = (kind: TransferErrorKind, call: TargetCall) => fail({ kind, stage: stages[call], detail: kind })
    return {
      ensureFolder: (path) => guarded('ensureFolder', path, () => ok()),
      upload: (localPath, path) => {
        const bytes = new Uint8Array(readFileSync(localPath))
        const half = () => this.files.set(path, bytes.slice(0, Math.floor(bytes.length / 2)))
        return guarded(
          'upload',
          path,
          () => {
            this.files.set(path, bytes)
            return ok({ sizeBytes: bytes.length, sha256: sha256(bytes) })
          },
          half,
        )
      },
      probe: (path) =>
        guarded('probe', path, () => {
          const bytes = this.files.get(path)
          return ok(bytes ? { sizeBytes: bytes.length } : null)
        }),
      hash: (path) =>
        guarded('hash', path, () => {
          const bytes = this.files.get(path)
          return bytes ? ok(sha256(bytes)) : refuse('server-error', 'hash')
        }),
      publish: (from, to) =>
        guarded('publish', to, () => {
          const bytes = this.files.get(from)
          if (this.files.has(to)) return refuse('remote-conflict', 'publish')
          if (!bytes) return refuse('server-error', 'publish')
          if (this.forgetsRenames) return ok()
          this.files.delete(from)
          if (this.receiverCollects) this.taken.push({ path: to, bytes })
          else this.files.set(to, bytes)
          return ok()
        }),
      remove: (path) =>
        guarded('remove', path, () => {
          this.files.delete(path)
          return ok()
        }),
      close: () => {
        isDead = true
      },
    }
  }

  #run<T>(
    call: TargetCall,
    path: string,
    work: () => Result<T, TransferError>,
    half?: () => void,
  ): Result<T, TransferError> {
    this.calls.push(`${call} ${path}`)
    const fault = this.fault(call, this.calls.length, path)
    if (!fault) return work()
    if (fault.how === 'lost') work()
    if (fault.how === 'half') half?.()
    return fail({ kind: fault.kind, stage: stages[call], detail: `asked for: ${fault.how} ${call}` })
  }
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
