import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { SecretError, SecretStore } from '../../core/ports'
import { fail, ok, type Result } from '../../core/result'
import { readVaultKey } from './vault-key'

/** One sealed secret; every part is base64. */
interface Sealed {
  readonly nonce: string
  readonly data: string
  readonly tag: string
}
interface VaultFile {
  readonly version: 1
  readonly secrets: Readonly<Record<string, Sealed>>
}

const algorithm = 'aes-256-gcm'
/** NIST SP 800-38D: 96 bits, never used twice with one key. */
const nonceBytes = 12
const tagBytes = 16

/**
 * `vault.json` in the profile folder, sealed with the key file. The key is read for each call and not kept. Each secret
 * is bound to its name, so that entries of the file cannot change places.
 */
export function openVault(profileDir: string, keyFile: string): Omit<SecretStore, 'place'> {
  const path = join(profileDir, 'vault.json')
  const change = (edit: (secrets: Record<string, Sealed>) => void): Result<void, SecretError> => {
    const file = read(path)
    if (!file.ok) return file
    const secrets = { ...file.value.secrets }
    edit(secrets)
    return write(path, { version: 1, secrets })
  }
  return {
    get: async (name) => {
      const file = read(path)
      if (!file.ok) return file
      const sealed = Object.hasOwn(file.value.secrets, name) ? file.value.secrets[name] : undefined
      if (!sealed) return ok(null)
      const key = readVaultKey(keyFile)
      return key.ok ? unseal(key.value, name, sealed) : key
    },
    set: async (name, secret) => {
      const key = readVaultKey(keyFile)
      if (!key.ok) return key
      return change((secrets) => {
        secrets[name] = seal(key.value, name, secret)
      })
    },
    remove: async (name) =>
      existsSync(path)
        ? change((secrets) => {
            delete secrets[name]
          })
        : ok(),
  }
}

function seal(key: Buffer, name: string, secret: string): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(name))
  const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return {
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

function unseal(key: Buffer, name: string, sealed: Sealed): Result<string, SecretError> {
  try {
    const bytes = (text: string) => Buffer.from(text, 'base64')
    const options = { authTagLength: tagBytes }
    const decipher = createDecipheriv(algorithm, key, bytes(sealed.nonce), options)
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes(sealed.tag))
    return ok(Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]).toString('utf8'))
  } catch {
    // Node says no more than that it does not fit, and must not: another key, or changed bytes.
    return fail({ kind: 'unreadable', detail: `the vault does not open ${name} with this key` })
  }
}

function read(path: string): Result<VaultFile, SecretError> {
  if (!existsSync(path)) return ok({ version: 1, secrets: {} })
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isVaultFile(file) ? ok(file) : fail({ kind: 'unreadable', detail: `${path} is not a vault` })
  } catch (error) {
    return fail({ kind: 'unreadable', detail: `${path}: ${error instanceof Error ? error.name : 'unreadable'}` })
  }
}

function isVaultFile(file: unknown): file is VaultFile {
  if (typeof file !== 'object' || file === null || !('version' in file) || file.version !== 1) return false
  if (!('secrets' in file) || typeof file.secrets !== 'object' || file.secrets === null) return false
  return Object.values(file.secrets).every(
    (sealed: unknown) =>
      typeof sealed === 'object' &&
      sealed !== null &&
      ['nonce', 'data', 'tag'].every(
        (part) => typeof Object.entries(sealed).find(([key]) => key === part)?.[1] === 'string',
      ),
  )
}

/** Whole or not at all, and for its owner only. */
function write(path: string, file: VaultFile): Result<void, SecretError> {
  const part = `${path}.${process.pid}.part`
  try {
    const handle = openSync(part, 'w', 0o600)
    try {
      writeSync(handle, `${JSON.stringify(file, null, 2)}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(part, path)
    return ok()
  } catch (error) {
    rmSync(part, { force: true })
    return fail({ kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) })
  }
}
