import { z } from 'zod'
import type { BackupInfo } from '../../core/backup/backup'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Whole names, one folder deep at most: what leaves the profile folder is no backup of ours. */
const Path = z
  .string()
  .regex(
    /^(belegbote\.db|ledger\.db|window\.json|secrets\.sealed|spool\/[A-Za-z0-9][\w.-]*\/[^/\\\0]+|attachments\/[A-Za-z0-9][\w.-]*)$/,
  )
  .refine((path) => path.split('/').every((name) => name !== '..' && name !== '.'))
const Base64 = z.base64()

/** How the secrets are sealed (RFC 7914, NIST SP 800-38D). */
const Seal = z.object({
  kdf: z.literal('scrypt'),
  cost: z
    .int()
    .min(2)
    .max(2 ** 20),
  blockSize: z.int().min(1).max(32),
  parallelization: z.int().min(1).max(16),
  salt: Base64,
  cipher: z.literal('aes-256-gcm'),
  nonce: Base64,
  tag: Base64,
})
export type Seal = z.infer<typeof Seal>

/** `manifest.json`, the last entry. */
export const Manifest = z.object({
  format: z.literal('belegbote-backup'),
  version: z.literal(1),
  kind: z.enum(['full', 'daily']),
  appVersion: z.string(),
  createdMs: z.int(),
  workstation: z.string(),
  mark: z.string(),
  /** `user_version` of each database. */
  schemas: z.object({ 'belegbote.db': z.int(), 'ledger.db': z.int() }),
  parts: z.array(z.object({ path: Path, sizeBytes: z.int().min(0), sha256: Sha256 })),
  seal: Seal.nullable(),
})
export type Manifest = z.infer<typeof Manifest>
export type Part = Manifest['parts'][number]

export const manifestName = 'manifest.json'
export const secretsName = 'secrets.sealed'
export const databaseNames = ['belegbote.db', 'ledger.db'] as const

export function toInfo({ kind, appVersion, createdMs, workstation, mark, parts, seal }: Manifest): BackupInfo {
  const contentBytes = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return {
    kind,
    appVersion,
    createdMs,
    workstation,
    mark,
    parts: parts.length,
    contentBytes,
    hasSecrets: seal !== null,
  }
}
