import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startOurs } from '../../test/processes'
import { commandArguments } from './node-io'

/** Under way when the command ends, and back well before it counts as stuck. */
const oneReadBytes = 16 * 1024 * 1024

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-end-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const endOf = async (code: string) => {
  const child = startOurs(`const { endWith } = await ours('main/cli/node-io.ts'); ${code}`)
  const killer = setTimeout(() => child.kill('SIGTERM'), 15_000)
  const [status, signal] = await once(child, 'exit')
  clearTimeout(killer)
  return signal ?? status
}

describe('what was typed', () => {
  it('stands behind the script', () => {
    expect(commandArguments(['electron', 'cli.js', 'run', 'release', 'x', '--', '-1'], false)).toEqual([
      'run',
      'release',
      'x',
      '--',
      '-1',
    ])
  })

  it('stands behind the first `--` in the installed app, whatever Chromium is told before it', () => {
    const start = ['/opt/Belegbote/belegbote', '--no-sandbox', '--', '--json', 'run', 'release', 'x', '--', '-1']
    expect(commandArguments(start, true)).toEqual(['--json', 'run', 'release', 'x', '--', '-1'])
  })
})

describe('the end of a command', () => {
  it('has its status, also with a file call that is still under way', async () => {
    expect(await endOf('endWith(3)')).toBe(3)
    expect(
      await endOf(
        `const { open } = await import('node:fs/promises'); void open(process.execPath).then((file) => file.read(Buffer.alloc(${oneReadBytes}))); endWith(4)`,
      ),
    ).toBe(4)
  }, 40_000)

  it.skipIf(process.platform === 'win32')(
    'comes although a file call never returns',
    async () => {
      const pipe = join(folder, 'pipe')
      execFileSync('mkfifo', [pipe])
      const code = `const { open } = await import('node:fs/promises'); void open(${JSON.stringify(pipe)}, 'r'); endWith(1)`
      expect(await endOf(code)).toBe('SIGKILL')
    },
    40_000,
  )
})
