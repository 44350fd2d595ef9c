import { expect, it } from 'vitest'
import { isTextKey } from '../../resources/locales/texts'
import { sources } from '../../test/architecture/sources'
import { mailErrorKinds } from '../core/mail/mail'
import { runErrorKinds } from '../core/run/retry-plan'
import { runStates } from '../core/run/run'
import { changedAfterExport, selectionUnknown, sentVersionMissing } from './faults'

const subject = { mandant: 'M1', subject: '4711' }

it('has a sentence for every error, state and fault that the engine gives out', () => {
  const codes = sources(/\.ts$/)
    .filter(({ path }) => path.startsWith('main/engine/'))
    .flatMap(({ text }) =>
      [...text.matchAll(/\b(?:failed|invalid|refused)\('([a-z-]+)'/g)].map((match) => match[1] ?? ''),
    )
  expect(codes.length).toBeGreaterThan(15)
  const secretErrors = ['none-available', 'locked', 'vault-key-invalid', 'unreadable'].map((kind) => `secret-${kind}`)
  const warnings = [
    changedAfterExport(subject, 1),
    selectionUnknown('document-type', 'M1', 'X'),
    selectionUnknown('payment-method', 'M1', 'X'),
  ]
  const keys = [
    ...[...codes, ...secretErrors, ...runErrorKinds, ...mailErrorKinds].map((code) => `error.${code}`),
    ...runStates.map((state) => `state.${state}`),
    ...warnings.map(({ code }) => `warning.${code}`),
    `fault.${sentVersionMissing(subject, 1).code}`,
  ]
  expect([...new Set(keys)].filter((key) => !isTextKey(key))).toEqual([])
})
