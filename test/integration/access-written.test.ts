import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compose, logBug } from '../../main/compose'
import type { AppError } from '../../main/engine/app'
import { must, profile } from '../fakes/engine'

const canaries = {
  own: 'canary-own-password',
  wrong: 'canary-wrong-password',
  next: 'canary-next-password',
  stored: 'canary-of-the-server',
}

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'belegbote-access-'))
})
afterEach(() => rmSync(root, { recursive: true }))

it('writes no password anywhere: database, its log, vault and technical log of the real app', async () => {
  const [profileDir, vaultKeyFile] = [join(root, 'profile'), join(root, 'vault.key')]
  writeFileSync(vaultKeyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
  const app = must(await compose({ profileDir, workstationName: 'KASSE-1', actor: 'window', vaultKeyFile }))
  const folder = profile({
    target: { ...profile().target, host: '127.0.0.1', directory: 'x' },
    selection: { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [] },
  })
  must(await app.profiles.apply([folder]))
  must(await app.profiles.setSecret('kanzlei', canaries.stored))
  must(await app.chain.set({ ...app.chain.show(), adminsMayRevealPasswords: true }))

  const { id } = must(await app.access.createFirstAdministrator('Inhaberin', canaries.own))
  expect(await app.access.signIn('Inhaberin', canaries.wrong)).toMatchObject(refusal('sign-in-refused'))
  expect(await app.access.signIn(canaries.own, canaries.own)).toMatchObject(refusal('sign-in-refused'))
  expect(await app.access.reveal(id, canaries.wrong, 'profile:kanzlei')).toMatchObject(refusal('password-wrong'))
  expect(must(await app.access.reveal(id, canaries.own, 'profile:kanzlei')).secret).toBe(canaries.stored)
  must(await app.access.changePassword(id, canaries.own, canaries.next))
  logBug(profileDir, new Error(`a library quoted ${canaries.stored}`))
  await app.close()

  const files = readdirSync(profileDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(profileDir, name))
    .filter((path) => statSync(path).isFile())
  for (const kind of ['belegbote.db', 'belegbote.log', 'vault.json'])
    expect(files.some((path) => path.endsWith(kind))).toBe(true)
  const forms = Object.values(canaries).flatMap((text) => [text, Buffer.from(text).toString('base64').slice(0, 20)])
  const found = files.filter((path) => forms.some((form) => readFileSync(path).includes(form)))
  expect(found).toEqual([])
})

const refusal = (code: string) => ({ ok: false, error: { code } satisfies Pick<AppError, 'code'> })
