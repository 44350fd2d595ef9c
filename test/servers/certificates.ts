import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificates, makeCertificates } from './keys'

let made: Promise<Certificates> | null = null

/** A private authority and what it signed, made once per process and removed with it. */
export function testCertificates(): Promise<Certificates> {
  made ??= make()
  return made
}

async function make(): Promise<Certificates> {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-certificates-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return makeCertificates(folder)
}
