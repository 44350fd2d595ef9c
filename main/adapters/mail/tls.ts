import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import { MailTrouble } from './errors'

/**
 * What the other side is checked against: the authorities of Node and of the system, and the private one of the
 * settings beside them. There is no switch to skip the check.
 */
export async function trustedContext(tlsCaFile: string | null): Promise<tls.SecureContext> {
  const trusted = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
  if (tlsCaFile !== null) trusted.add(await ownAuthority(tlsCaFile))
  try {
    return tls.createSecureContext({ ca: [...trusted], minVersion: 'TLSv1.2' })
  } catch (error) {
    throw new MailTrouble('smtp-tls', `certificate authorities cannot be used (${tlsCaFile}): ${String(error)}`)
  }
}

async function ownAuthority(file: string): Promise<string> {
  try {
    const pem = await readFile(file, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new MailTrouble('smtp-tls', `authority file cannot be read: ${String(error)}`)
  }
  throw new MailTrouble('smtp-tls', `authority file holds no PEM certificate: ${file}`)
}
