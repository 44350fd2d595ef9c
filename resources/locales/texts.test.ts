import { expect, it } from 'vitest'
import { createTexts } from './texts'

const [german, english] = [createTexts('de'), createTexts('en')]

it('speaks a day as people write it', () => {
  const params = { startDate: '2030-01-31' }
  expect(german('error.before-start-date', params)).toContain('31.01.2030')
  expect(english('error.before-start-date', params)).toContain('31/01/2030')
})

it('leaves a placeholder empty that nobody filled', () => {
  expect(german('error.host-key-unknown')).toContain('Fingerabdruck .')
})
