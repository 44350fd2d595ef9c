import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import * as tls from 'node:tls'
import { FtpTrouble } from './ftp-errors'
import { readSettingsFile } from './settings-file'

/**
 * TLS options of one connection: a new object each time, because the identity of one server must never be checked
 * against the name of another. Control and data connections of that connection share it, so that every one of them is
 * verified and a session of the one can be resumed by the other (Node binds a session to the name it was made for).
 */
export async function tlsOptions(host: string, tlsCaFile: string | null, caFileMs: number): Promise<ConnectionOptions> {
  const trusted = new Set(systemAuthorities())
  if (tlsCaFile !== null) trusted.add(await ownAuthority(tlsCaFile, caFileMs))
  return {
    host,
    // Hosters serve many names on one address and choose the certificate by this.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    // Parsing some hundred certificates takes milliseconds: once per connection, not once per file.
    secureContext: secureContext([...trusted], tlsCaFile),
  }
}

function systemAuthorities(): readonly string[] {
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
}

async function ownAuthority(file: string, limitMs: number): Promise<string> {
  try {
    const pem = (await readSettingsFile(file, limitMs)).toString('utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new FtpTrouble('certificate-invalid', `authority file cannot be read: ${String(error)}`)
  }
  throw new FtpTrouble('certificate-invalid', `authority file holds no PEM certificate: ${file}`)
}

function secureContext(ca: string[], tlsCaFile: string | null): tls.SecureContext {
  try {
    return tls.createSecureContext({ ca, minVersion: 'TLSv1.2' })
  } catch (error) {
    throw new FtpTrouble(
      'certificate-invalid',
      `certificate authorities cannot be used (${tlsCaFile}): ${String(error)}`,
    )
  }
}
