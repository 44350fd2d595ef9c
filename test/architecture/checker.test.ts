import { describe, expect, it } from 'vitest'
import { formatReaders } from '../../main/checker'
import { exportFormats } from '../../main/core/formats'
import { isTextKey } from '../../resources/locales/texts'
import { sources } from './sources'

describe('checker', () => {
  it('has a reader for every format', () => {
    const readers = formatReaders.map(({ id }) => id)
    expect(exportFormats.map(({ id }) => id).filter((id) => !readers.includes(id))).toEqual([])
  })

  it('has a sentence for every finding', () => {
    const told = /\b(?:reject|warn|say|damaged|tell)\(\s*(?:'(?:reject|warn)',\s*)?([^)]*?)(?:,|\))/g
    const codes = sources(/\.ts$/)
      .filter(({ path }) => path.startsWith('main/checker/') && !path.endsWith('.test.ts'))
      .flatMap(({ text }) => [...text.matchAll(told)])
      .flatMap((match) => [...(match[1] ?? '').matchAll(/'([a-z][a-z\d-]+)'/g)])
      .map((match) => match[1] ?? '')
      .filter((code) => code !== 'reject' && code !== 'warn')
    expect(codes.length).toBeGreaterThan(20)
    expect([...new Set(codes)].filter((code) => !isTextKey(`check.${code}`))).toEqual([])
  })

  it('knows nothing of what writes', () => {
    const wrong = sources(/\.ts$/).filter(
      ({ path, text }) =>
        path.startsWith('main/checker/') && /from '[./]+core\/(?:formats\/(?!settings')|booking)/.test(text),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
