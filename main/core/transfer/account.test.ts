import { expect, it } from 'vitest'
import { accountOf } from './account'
import type { TargetSettings } from './target'

const target: TargetSettings = {
  protocol: 'sftp',
  host: 'sftp.example.de',
  port: null,
  directory: 'in',
  user: 'stb',
  hostKeys: [],
  privateKeyFile: null,
  tlsCaFile: null,
}

it.each<[string, Partial<TargetSettings>]>([
  ['folder', { directory: 'elsewhere' }],
  ['trusted key', { hostKeys: ['SHA256:x'] }],
  ['authority', { tlsCaFile: 'ca.pem' }],
  ['port', { port: 2222 }],
  ['case of the host', { host: 'SFTP.example.de' }],
])('is the same with another %s', (_what, change) => {
  expect(accountOf({ ...target, ...change })).toBe(accountOf(target))
})

it.each<[string, Partial<TargetSettings>]>([
  ['host', { host: 'sftp.example.com' }],
  ['user', { user: 'STB' }],
  ['protocol', { protocol: 'ftp' }],
  ['key file', { privateKeyFile: 'id_ed25519' }],
  ['kind', { protocol: 'folder', host: null, user: null }],
])('is another one with another %s', (_what, change) => {
  expect(accountOf({ ...target, ...change })).not.toBe(accountOf(target))
})
