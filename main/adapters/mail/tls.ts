import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import { MailTrouble } from './errors'

/** Reads under way, by path: one that hangs holds a thread of the few that Node has, so it is never begun twice. */
const underWay = new Map<string, Promise<string>>()

/**
 * What the other side is checked against: the authorities of Node and of the system, and the private one of the
 * settings beside them. There is no switch to skip the check.
 * @param signal ends the wait for a file in a network folder that went away
 */
export async function trustedContext(tlsCaFile: string | null, signal: AbortSignal): Promise<tls.SecureContext> {
  const trusted = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
  if (tlsCaFile !== null) trusted.add(await ownAuthority(tlsCaFile, signal))
  try {
    return tls.createSecureContext({ ca: [...trusted], minVersion: 'TLSv1.2' })
  } catch (error) {
    throw new MailTrouble('smtp-tls', `certificate authorities cannot be used (${tlsCaFile}): ${String(error)}`)
  }
}

async function ownAuthority(file: string, signal: AbortSignal): Promise<string> {
  try {
    const pem = await read(file, signal)
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new MailTrouble('smtp-tls', `authority file cannot be read: ${String(error)}`)
  }
  throw new MailTrouble('smtp-tls', `authority file holds no PEM certificate: ${file}`)
}

async function read(file: string, signal: AbortSignal): Promise<string> {
  const reading = underWay.get(file) ?? readFile(file, 'utf8').finally(() => underWay.delete(file))
  underWay.set(file, reading)
  reading.catch(() => undefined) // told through the race, or too late for anybody
  const { promise: late, reject } = Promise.withResolvers<never>()
  const stop = () => reject(new Error('it did not answer in time'))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await Promise.race([reading, late])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
