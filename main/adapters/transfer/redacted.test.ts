import { expect, it } from 'vitest'
import { fail, ok } from '../../core/result'
import type { TargetConnector, TargetSession, TargetSettings } from '../../core/transfer/target'
import type { TransferError } from '../../core/transfer/transfer-error'
import { redacted } from './redacted'

const secret = 'Kanarienvogel-4711'
const echo: TransferError = { kind: 'server-error', stage: 'write', detail: `550 what do you mean by ${secret}?` }
const refusing = fail(echo)
const session: TargetSession = {
  ensureFolder: async () => refusing,
  upload: async () => refusing,
  probe: async () => refusing,
  hash: async () => refusing,
  publish: async () => refusing,
  remove: async () => refusing,
  close: () => undefined,
}
const settings: TargetSettings = {
  protocol: 'ftp',
  host: 'stb.example.de',
  port: null,
  directory: '',
  user: 'stb',
  hostKeys: [],
  privateKeyFile: null,
  tlsCaFile: null,
}
const secrets = new Set<string>()
const redactor = {
  add: (one: string) => void secrets.add(one),
  apply: (text: string) => [...secrets].reduce((clean, one) => clean.replaceAll(one, '•••'), text),
}

function connectorThat(connect: TargetConnector['connect']): TargetConnector {
  const capabilities = { identityChecked: false } as TargetConnector['capabilities'] // safe: only handed through
  return redacted({ capabilities, connect }, redactor)
}

it('keeps a secret out of a refused sign-in that repeats it, also one that no store knows yet', async () => {
  const connected = await connectorThat(async () => refusing).connect(settings, secret)
  expect(connected).toEqual(fail({ ...echo, detail: '550 what do you mean by •••?' }))
})

it('keeps it out of every answer of a session', async () => {
  const connected = await connectorThat(async () => ok(session)).connect(settings, secret)
  if (!connected.ok) throw new Error('refused')
  const { value } = connected
  const answers = await Promise.all([
    value.ensureFolder('a'),
    value.upload('a', 'b'),
    value.probe('a'),
    value.hash('a'),
    value.publish('a', 'b'),
    value.remove('a'),
  ])
  expect(answers).toHaveLength(6)
  for (const answer of answers) expect(answer).toEqual(fail({ ...echo, detail: '550 what do you mean by •••?' }))
})
