import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { BackupFailure } from './failure'
import type { Seal } from './manifest'

/** OWASP's recommendation for scrypt; 128 MiB and a good half second, once per backup. */
const usual = { cost: 2 ** 17, blockSize: 8, parallelization: 1 }
const keyBytes = 32
const saltBytes = 16
/** NIST SP 800-38D: 96 bits, and the key is used once. */
const nonceBytes = 12
/** Stands for what the sealed bytes are, so that they cannot be those of something else. */
const purpose = Buffer.from('belegbote-backup secrets 1')

const Secrets = z.record(z.string(), z.string())

export async function seal(
  secrets: Readonly<Record<string, string>>,
  passphrase: string,
): Promise<{ readonly bytes: Buffer; readonly seal: Seal }> {
  const [salt, nonce] = [randomBytes(saltBytes), randomBytes(nonceBytes)]
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, usual), nonce).setAAD(purpose)
  const bytes = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()])
  const [saltText, nonceText, tag] = [salt, nonce, cipher.getAuthTag()].map((part) => part.toString('base64'))
  return {
    bytes,
    seal: {
      kdf: 'scrypt',
      ...usual,
      cipher: 'aes-256-gcm',
      salt: saltText ?? '',
      nonce: nonceText ?? '',
      tag: tag ?? '',
    },
  }
}

/** @throws BackupFailure when the passphrase is another one */
export async function unseal(bytes: Buffer, passphrase: string, how: Seal): Promise<Readonly<Record<string, string>>> {
  const part = (text: string) => Buffer.from(text, 'base64')
  const key = await keyOf(passphrase, part(how.salt), how)
  let text: string
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, part(how.nonce), { authTagLength: 16 })
      .setAAD(purpose)
      .setAuthTag(part(how.tag))
    text = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8')
  } catch {
    // Node says no more than that it does not fit, and must not.
    throw new BackupFailure('backup-passphrase-wrong', 'the passphrase does not open the secrets')
  }
  return Secrets.parse(JSON.parse(text))
}

/** The same letter typed on another keyboard may come in other code points. */
function keyOf(passphrase: string, salt: Buffer, { cost, blockSize, parallelization }: typeof usual): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
