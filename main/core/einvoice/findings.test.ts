import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classedSentence, classifiedFindings, findingSentence } from '../../../resources/locales/einvoice-finding'
import { createTexts, isTextKey } from '../../../resources/locales/texts'
import { found, levels, settledByTaxRule } from './findings'

const sources = ['.', '../../adapters/einvoice', '../../engine']
  .map((folder) => join(import.meta.dirname, folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => /(?<!\.test)\.ts$/.test(path))
const textOf = (paths: readonly string[]) => paths.map((path) => readFileSync(path, 'utf8')).join('\n')
const code = textOf(sources)
const rules = textOf(sources.filter((path) => !path.endsWith('findings.ts')))

describe('findings', () => {
  it('all have a text', () => {
    expect(Object.keys(levels).filter((key) => !isTextKey(`einvoice.${key}`))).toEqual([])
  })

  it('are all found by some rule', () => {
    expect(Object.keys(levels).filter((key) => !rules.includes(`'${key}'`))).toEqual([])
  })

  it('speak of fields that have a name', () => {
    const fields = new Set([...code.matchAll(/'(B[TG]-[\dA-Z-]+)'/g)].map((match) => match[1]))
    expect(fields.size).toBeGreaterThan(40)
    expect([...fields].filter((field) => !isTextKey(`einvoice.field.${field}`))).toEqual([])
  })

  it('are spoken with the name of the field', () => {
    const finding = found('sum-differs', 'BT-112', '119,01', { expected: '119,00' })
    expect(findingSentence(createTexts('de'), finding)).toMatch(
      /„Bruttobetrag“ ist mit 119,01 angegeben, gerechnet sind es 119,00/,
    )
    expect(findingSentence(createTexts('en'), { code: 'of-tomorrow', field: '', value: '' })).toBe('of-tomorrow')
  })

  it('name the class that the law gives a fault, and none for what is none', () => {
    expect(classifiedFindings.filter((key) => !(key in levels))).toEqual([])
    expect(new Set(classifiedFindings).size).toBe(classifiedFindings.length)
    const say = (key: keyof typeof levels) => classedSentence(createTexts('de'), found(key)).replace(/:.*/, '')
    expect([say('xml-broken'), say('sum-differs'), say('number-missing')]).toEqual([
      ...['Formatfehler', 'Geschäftsregelfehler', 'Inhaltsfehler'],
    ])
    expect(classedSentence(createTexts('de'), found('self-billing'))).toBe(
      findingSentence(createTexts('de'), found('self-billing')),
    )
  })

  it('show no more than a line of what a file says', () => {
    expect(found('date-invalid', 'BT-2', 'x'.repeat(1000)).value).toHaveLength(121)
  })

  it('that a rule can answer all wait', () => {
    for (const key of settledByTaxRule) expect(Object.entries(levels)).toContainEqual([key, 'wait'])
  })
})
