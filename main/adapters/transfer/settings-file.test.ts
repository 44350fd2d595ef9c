import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettingsFile } from './settings-file'

const folder = mkdtempSync(join(tmpdir(), 'belegbote-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
/** Reading it waits for a writer, as a network folder that went away waits for its server. */
const silent = (name: string) => {
  const path = join(folder, name)
  execFileSync('mkfifo', [path])
  return path
}

describe('a file that the settings name', () => {
  it('is read', async () => {
    const path = join(folder, 'key')
    writeFileSync(path, 'key')
    expect((await readSettingsFile(path, 10_000)).toString()).toBe('key')
    writeFileSync(path, 'another')
    expect((await readSettingsFile(path, 10_000)).toString()).toBe('another')
  })

  it('says what the file system says', async () => {
    await expect(readSettingsFile(join(folder, 'none'), 10_000)).rejects.toThrow('ENOENT')
  })

  it.skipIf(process.platform === 'win32')(
    'is given up when it does not answer, and takes one thread however often it is asked',
    async () => {
      const path = silent('gone')
      for (let attempt = 0; attempt < 10; attempt += 1) {
        await expect(readSettingsFile(path, 10)).rejects.toThrow('gone did not answer within 10 ms')
      }
      // Node has four of these threads: the others are still free.
      writeFileSync(join(folder, 'free'), 'x')
      expect((await readSettingsFile(join(folder, 'free'), 10_000)).toString()).toBe('x')
      const waiting = readSettingsFile(path, 10_000)
      writeFileSync(path, 'back again')
      expect((await waiting).toString()).toBe('back again')
    },
  )
})
