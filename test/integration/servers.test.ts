import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { processName, serverNames } from '../servers/servers'

const info = inject('servers')

test.each(serverNames)('%s runs as a process this test can name', (name) => {
  const { pid } = info.servers[name]
  expect(processName(pid)).toMatch(/^(sshd|proftpd|vsftpd)/)
})

test('the homes are seen from here: writable, read-only and tiny', () => {
  for (const { name } of Object.values(info.users)) {
    expect(existsSync(join(info.homes, name, 'in'))).toBe(true)
    expect(existsSync(join(info.homes, name, 'ro', 'exists.txt'))).toBe(true)
    const { blocks, bsize } = statfsSync(join(info.homes, name, 'tiny'))
    expect(blocks * bsize).toBe(2 * 1024 * 1024)
  }
})
