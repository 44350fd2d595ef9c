import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { trustedContext } from './tls'

it.skipIf(process.platform === 'win32')(
  'an authority in a folder that went away does not hold the mail up',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belegbote-ca-'))
    const file = join(folder, 'ca.pem')
    execFileSync('mkfifo', [file]) // reading it waits for a writer, as a network folder waits for its server
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const refused = await trustedContext(file, AbortSignal.timeout(10)).catch((error: unknown) => error)
      expect(refused).toMatchObject({ kind: 'smtp-tls' })
      expect(String(refused)).toContain('did not answer')
    }
    writeFileSync(file, '') // lets the one thread go
    rmSync(folder, { recursive: true })
  },
)
