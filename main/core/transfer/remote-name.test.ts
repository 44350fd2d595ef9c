import { describe, expect, it } from 'vitest'
import de from '../../../resources/locales/de.json'
import {
  byteLength,
  checkDirectory,
  checkFileNamePattern,
  expandDirectory,
  joinRemote,
  repeatOf,
  temporaryName,
} from './remote-name'

const values = { mandant: 'M1', branch: null, day: '2026-11-24' }
const runId = '20261124-183005-k3x9'

describe('directory', () => {
  it.each(['', '/', 'eingang/{mandant}', '/a/{filiale}/{jjjj}/{mm}/{tt}', 'a..b/c', 'Ordner mit Leerzeichen/ä'])(
    'takes %j',
    (directory) => expect(checkDirectory(directory).ok).toBe(true),
  )

  it.each([
    ['../x', 'name-parent-segment'],
    ['a/../b', 'name-parent-segment'],
    ['a/..', 'name-parent-segment'],
    ['a\\b', 'name-backslash'],
    ['a\nb', 'name-control-character'],
    ['{Mandant}', 'name-placeholder-unknown'],
    ['{monat}', 'name-placeholder-unknown'],
    ['{mandant', 'name-placeholder-unknown'],
    ['x'.repeat(1001), 'name-too-long'],
  ])('refuses %j', (directory, code) => {
    expect(checkDirectory(directory)).toMatchObject({ ok: false, error: { code } })
    expect(`error.${code}` in de).toBe(true)
  })

  it('fills the placeholders and cannot be led out of the folder by a value', () => {
    expect(expandDirectory('eingang/{mandant}/{filiale}/{jjjj}-{mm}-{tt}/', values)).toBe('eingang/M1/alle/2026-11-24')
    expect(expandDirectory('{mandant}/{filiale}', { ...values, mandant: '../..', branch: 'Köln/Süd' })).toBe(
      '_____/Köln_Süd',
    )
    expect(expandDirectory('{filiale}', { ...values, branch: '{mandant}' })).toBe('_mandant_')
    expect(['', '/', '//a//b/'].map((directory) => expandDirectory(directory, values))).toEqual(['', '/', '/a/b'])
  })

  it('joins with one slash', () => {
    expect(joinRemote('', 'x.csv')).toBe('x.csv')
    expect(joinRemote('/', 'x.csv')).toBe('/x.csv')
    expect(joinRemote('a/b', 'x.csv')).toBe('a/b/x.csv')
  })
})

describe('file-name pattern', () => {
  it('takes every placeholder', () => {
    expect(checkFileNamePattern('{art}_{mandant}_{filiale}_{jjjj}{mm}{tt}_{monat}_{lauf}.csv').ok).toBe(true)
  })

  it.each([
    ['a/b', 'name-slash'],
    ['  ', 'name-empty'],
    ['{nummer}', 'name-placeholder-unknown'],
    ['a\\b', 'name-backslash'],
    ['a\tb', 'name-control-character'],
  ])('refuses %j', (pattern, code) => {
    expect(checkFileNamePattern(pattern)).toMatchObject({ ok: false, error: { code } })
    expect(`error.${code}` in de).toBe(true)
  })
})

describe('a name repeats', () => {
  it.each([
    ['eingang', null, 'never'],
    ['eingang', '{art}_{lauf}', 'never'],
    ['eingang', '{art}_{monat}', 'any-run'],
    ['eingang/{mandant}', 'Buchungen.csv', 'any-run'],
    ['eingang', '{art}_{jjjj}-{mm}', 'any-run'],
    ['eingang', '{art}_{jjjj}{mm}{tt}', 'same-day'],
    ['eingang/{jjjj}/{mm}', '{tt}_{art}', 'same-day'],
  ] as const)('in %s as %s: %s', (directory, pattern, repeat) => {
    expect(repeatOf(directory, pattern)).toBe(repeat)
  })
})

describe('temporary name', () => {
  it('is hidden and names the run', () => {
    expect(temporaryName('EXTF_x.csv', runId)).toBe('.EXTF_x.csv.20261124-183005-k3x9.part')
  })

  it('has at most 255 bytes and still tells two long names apart', () => {
    const names = ['ä', '😀', 'x'].flatMap((one) => [`${one.repeat(240)}1.csv`, `${one.repeat(240)}2.csv`])
    const temporary = names.map((name) => temporaryName(name, runId))
    expect(temporary.every((name) => byteLength(name) <= 255 && name.endsWith(`.${runId}.part`))).toBe(true)
    expect(new Set(temporary).size).toBe(names.length)
    expect(byteLength('aä€😀')).toBe(new TextEncoder().encode('aä€😀').length)
  })
})
