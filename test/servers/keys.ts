import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const passphrase = 'geheim'

/** Private keys a test signs in with (paths). All but `unknown` are accepted for every user. */
export interface UserKeys {
  readonly ed25519: string
  readonly rsa: string
  readonly ecdsaLocked: string
  readonly ed25519Locked: string
  /** PEM (PKCS#1), as older programs write it. */
  readonly rsaPemLocked: string
  readonly unknown: string
  /** Of every `…Locked` key. */
  readonly passphrase: string
}

/** PEM paths. `ca` signed every certificate but `selfSigned`; each `…Key` belongs to all of them. */
export interface Certificates {
  readonly ca: string
  readonly good: string
  /** Issued for ftp.example.org. */
  readonly wrongName: string
  readonly expired: string
  readonly selfSigned: string
  readonly serverKey: string
}

export interface HostKeys {
  readonly ed25519: string
  readonly ecdsa: string
  /** PEM (PKCS#1): ProFTPD takes no other RSA key. */
  readonly rsa: string
}

/** Keys and certificates of one test run. They exist in its folder only and open nothing else. */
export async function makeKeys(folder: string): Promise<{ user: UserKeys; host: HostKeys; certs: Certificates }> {
  await mkdir(folder, { recursive: true })
  const at = (name: string) => join(folder, name)
  const [user, host, certs] = await Promise.all([userKeys(at), hostKeys(at), certificates(at)])
  return { user, host, certs }
}

/** `SHA256:…` as OpenSSH shows it (RFC 4253 key blob, base64 without padding). */
export async function fingerprint(privateKey: string): Promise<string> {
  const blob = (await readFile(`${privateKey}.pub`, 'utf8')).split(' ')[1] ?? ''
  return `SHA256:${createHash('sha256').update(blob, 'base64').digest('base64').replace(/=+$/, '')}`
}

async function keygen(path: string, kind: string[], phrase = ''): Promise<string> {
  await run('ssh-keygen', ['-q', '-t', ...kind, '-N', phrase, '-C', 'test', '-f', path])
  return path
}

async function userKeys(at: (name: string) => string): Promise<UserKeys> {
  const [ed25519, ed25519Locked, ecdsaLocked, unknown, rsa] = await Promise.all([
    keygen(at('u_ed25519'), ['ed25519']),
    keygen(at('u_ed25519_locked'), ['ed25519'], passphrase),
    keygen(at('u_ecdsa_locked'), ['ecdsa'], passphrase),
    keygen(at('u_unknown'), ['ed25519']),
    keygen(at('u_rsa'), ['rsa', '-b', '2048']),
  ])
  const rsaPemLocked = at('u_rsa_pem_locked')
  await copyFile(rsa, rsaPemLocked)
  await copyFile(`${rsa}.pub`, `${rsaPemLocked}.pub`)
  await run('ssh-keygen', ['-q', '-p', '-m', 'PEM', '-P', '', '-N', passphrase, '-f', rsaPemLocked])
  return { ed25519, rsa, ecdsaLocked, ed25519Locked, rsaPemLocked, unknown, passphrase }
}

async function hostKeys(at: (name: string) => string): Promise<HostKeys> {
  const [ed25519, ecdsa, rsa] = await Promise.all([
    keygen(at('host_ed25519'), ['ed25519']),
    keygen(at('host_ecdsa'), ['ecdsa']),
    keygen(at('host_rsa'), ['rsa', '-b', '2048', '-m', 'PEM']),
  ])
  return { ed25519, ecdsa, rsa }
}

/** Of a private authority that exists in this folder only. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true })
  return certificates((name) => join(folder, name))
}

async function certificates(at: (name: string) => string): Promise<Certificates> {
  const openssl = (...args: string[]) => run('openssl', args)
  const newKey = (name: string) =>
    openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', at(name))
  await Promise.all([newKey('ca.key'), newKey('server.key')])
  const self = (key: string, name: string, out: string, san: string[] = []) =>
    openssl('req', '-x509', '-key', at(key), '-days', '30', '-subj', `/CN=${name}`, ...san, '-out', at(out))
  const local = 'DNS:localhost,IP:127.0.0.1,IP:::1'
  await self('ca.key', 'Test CA', 'ca.pem')
  const signed = async (name: string, san: string, days: string) => {
    await openssl('req', '-new', '-key', at('server.key'), '-subj', `/CN=${name}`, '-out', at(`${name}.csr`))
    await writeFile(at(`${name}.ext`), `subjectAltName=${san}\n`)
    const ca = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-set_serial', String(days.length + name.length)]
    const into = ['-extfile', at(`${name}.ext`), '-out', at(`${name}.crt`)]
    await openssl('x509', '-req', '-in', at(`${name}.csr`), '-days', days, ...ca, ...into)
  }
  await Promise.all([
    signed('good', local, '30'),
    signed('wrongname', 'DNS:ftp.example.org', '30'),
    signed('expired', local, '-1'),
    self('server.key', 'localhost', 'self.crt', ['-addext', `subjectAltName=${local}`]),
  ])
  return {
    ca: at('ca.pem'),
    good: at('good.crt'),
    wrongName: at('wrongname.crt'),
    expired: at('expired.crt'),
    selfSigned: at('self.crt'),
    serverKey: at('server.key'),
  }
}
