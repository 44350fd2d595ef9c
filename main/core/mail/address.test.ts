import { describe, expect, it } from 'vitest'
import { isAddress, messageIdOf, parseMailbox } from './address'

describe('a mailbox', () => {
  it.each([
    ['buero@example.de', '', 'buero@example.de'],
    [' buero@example.de ', '', 'buero@example.de'],
    ['Optik Süd <buero@example.de>', 'Optik Süd', 'buero@example.de'],
    ['"Süd, Optik" <buero@example.de>', 'Süd, Optik', 'buero@example.de'],
    ['<buero@example.de>', '', 'buero@example.de'],
    ['Kasse <root@localhost>', 'Kasse', 'root@localhost'],
    ['Büro <büro@müller.example>', 'Büro', 'büro@müller.example'],
  ])('%j is read', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address })
  })

  it.each([
    '',
    'buero',
    '@example.de',
    'a@b@c.de',
    'a@example.de,b@example.de',
    'A <a@example.de>, B <b@example.de>',
    'A <a@example.de',
    'a b@example.de',
    'A\r\nBcc: b@example.de <a@example.de>',
    'A <a@example.de\n>',
    `${'a'.repeat(250)}@example.de`,
  ])('%j is none', (text) => {
    expect(parseMailbox(text)).toBeNull()
  })

  it('lends its domain to the number of a message', () => {
    expect(messageIdOf('x1', 'Optik <buero@example.de>')).toBe('x1@example.de')
    expect(isAddress(messageIdOf('x1', 'nobody'))).toBe(true)
  })
})
