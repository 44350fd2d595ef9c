import { TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { transferErrorKinds } from '../../main/core/transfer/transfer-error'
import de from '../../resources/locales/de.json'
import en from '../../resources/locales/en.json'
import { createTexts, isTextKey } from '../../resources/locales/texts'
import { sources } from './sources'
import { textsInUse } from './used-texts'

const german: Readonly<Record<string, string>> = de
const english: Readonly<Record<string, string>> = en
type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Names of the arguments, also inside the branches of a plural or select; their branches' texts are none. */
const placeholders = (text: string) => [...new Set(new IntlMessageFormat(text).getAst().flatMap(namesIn))].sort()

function namesIn(element: Element): readonly string[] {
  const own = element.type !== TYPE.literal && element.type !== TYPE.pound && element.type !== TYPE.tag
  const branches = 'options' in element ? Object.values(element.options).flatMap(({ value }) => value) : []
  return [...(own ? [element.value] : []), ...branches.flatMap(namesIn)]
}

describe('locales', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(english)).toEqual(Object.keys(german))
  })

  it('have the same placeholders in both languages', () => {
    const different = Object.keys(german).filter(
      (key) => placeholders(german[key] ?? '').join() !== placeholders(english[key] ?? '').join(),
    )
    expect(different).toEqual([])
  })

  it('are all readable as ICU messages', () => {
    const speak = { de: createTexts('de'), en: createTexts('en') }
    for (const key of Object.keys(german)) {
      if (!isTextKey(key)) throw new Error(key)
      const params = Object.fromEntries(placeholders(german[key] ?? '').map((name) => [name, 2]))
      expect(speak.de(key, params), key).not.toBe('')
      expect(speak.en(key, params), key).not.toBe('')
    }
  })

  it('have a sentence for every transfer error and every code that the engine fails with', () => {
    const codes = sources(/^.*\.ts$/)
      .filter(
        ({ path }) => path.startsWith('main/engine/') || path.startsWith('main/cli/') || path.startsWith('main/shell/'),
      )
      .flatMap(({ text }) => [...text.matchAll(/\bcode: '([a-z][a-z-]*)'/g)].map((match) => match[1] ?? ''))
    const missing = [...new Set([...transferErrorKinds, ...codes])].filter((code) => !isTextKey(`error.${code}`))
    expect(missing).toEqual([])
  })

  it('hold no text that nothing says', () => {
    const isUsed = textsInUse(sources(/\.tsx?$/))
    expect(Object.keys(german).filter((key) => !isUsed(key))).toEqual([])
  })

  it.each([
    ['that no code names', 'ui.schedule.nobodySaysThis', false],
    ['that code names', 'ui.start', true],
    ['of a family, with a word of the code', 'ui.weekday.mon', true],
    ['of a family, with a word that no code has', 'ui.weekday.blursday', false],
    ['of a code that a sentence is asked for', 'error.late', true],
    ['of a code that nothing fails with', 'error.too-late', false],
    ['of a code that is put together', 'warning.branch-unknown', true],
  ])('know a text %s', (_what, key, isUsed) => {
    const text = `t('ui.start'); t(\`ui.weekday.\${day}\`); days = ['mon']; sentence('error', code); fail('late')
      sentence('warning', fault.code); make(\`\${kind}-unknown\`, 'branch')`
    expect(textsInUse([{ path: 'a.ts', text }])(key)).toBe(isUsed)
  })
})
