import { expect, it } from 'vitest'
import { checkFileNamePattern, expandDirectory } from '../transfer/remote-name'
import { FileNames } from './file-names'

const namesOf = (fileNamePattern: string, prefix = '') =>
  new FileNames(
    {
      createdAt: '2026-11-24T18:30:05.123',
      runId: '20261124-183005-k3x9',
      branch: null,
      fileNamePattern,
      settings: {},
    },
    { words: {}, defaults: {}, prefix, extension: '.csv' },
  )
const nameOf = (pattern: string, mandant = 'M1') => namesOf(pattern).next('postings', mandant, '202611')

/** A file of ours in a folder of ours, whatever stands in the pattern or in the books. */
const plain = /^[A-Za-z0-9_-]{1,200}\.csv$/

it.each([
  ...[
    '../x',
    '..\\x',
    '/etc/passwd',
    'C:\\x',
    'a/b',
    'a\0b',
    'a\nb',
    '{mandant}/../x',
    '{../}',
    '\u202ea',
    '{',
    '\\\\srv\\a',
  ],
  ...[
    'con',
    'NUL',
    'aux.csv',
    'Com1',
    'lpt9',
    'a.',
    'a...',
    ' a ',
    '.',
    '..',
    '...',
    '~',
    '-rf',
    '%2e%2e%2f',
    'x'.repeat(5000),
  ],
])('the pattern %j is refused, or makes a plain name', (pattern) => {
  if (!checkFileNamePattern(pattern).ok) return
  expect(nameOf(pattern)).toMatch(plain)
  expect(nameOf(pattern)).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
})

it.each(['../x', '/etc', '..', 'a\\b', 'a\0b', 'nul', '{lauf}', '\u202e', '𝒳', 'x'.repeat(5000), ''])(
  'the Mandant %j leads nowhere',
  (mandant) => {
    expect(nameOf('{mandant}', mandant)).toMatch(/^[A-Za-z0-9_-]{0,200}\.csv$/)
    const folder = expandDirectory('in/{mandant}', { mandant, branch: mandant, day: '2026-11-24' })
    expect(folder.split('/').slice(0, -1)).toEqual(mandant === '' ? [] : ['in'])
    expect(folder.split('/')).not.toContain('..')
    expect(folder).not.toMatch(/\p{Cc}|\\/u)
  },
)

it('names that differ only in their case, or are cut to the same, stay apart', () => {
  const names = namesOf('{mandant}')
  const made = ['a', 'A', 'x'.repeat(300), `${'x'.repeat(300)}y`].map((one) => names.next('postings', one, '202611'))
  expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(made.length)
})
