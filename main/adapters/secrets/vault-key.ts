import { readFileSync, statSync } from 'node:fs'
import type { SecretError } from '../../core/ports'
import { fail, ok, type Result } from '../../core/result'

const keyBytes = 32
const othersMask = 0o077

/** Reads the vault's key: 32 bytes as 64 hex digits or base64, one trailing newline allowed, for its owner only. */
export function readVaultKey(file: string): Result<Buffer, SecretError> {
  const invalid = (detail: string) => fail<SecretError>({ kind: 'vault-key-invalid', detail: `${file}: ${detail}` })
  try {
    const { mode } = statSync(file)
    if (process.platform !== 'win32' && (mode & othersMask) !== 0) {
      return invalid(`others may read it (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`)
    }
    const key = parse(readFileSync(file, 'latin1').replace(/\r?\n$/, ''))
    return key ? ok(key) : invalid('it does not hold 32 bytes as 64 hex digits or base64')
  } catch (error) {
    return invalid(error instanceof Error && 'code' in error ? String(error.code) : String(error))
  }
}

function parse(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(text)) return null
  const key = Buffer.from(text, 'base64')
  return key.length === keyBytes ? key : null
}
