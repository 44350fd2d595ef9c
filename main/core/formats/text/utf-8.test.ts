import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Utf8Encoder } from './utf-8'
import { escapeXml } from './xml'

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'ß',
      '€',
      '眼',
      '😀',
      '\ud83d',
      '\ude00',
      '\u0000',
      '\u007f',
      '\u07ff',
      '\u0800',
      '\uffff',
    ),
  }),
)

describe('UTF-8', () => {
  it('is what the platform makes of any text, lone surrogates too', () => {
    const utf8 = new Utf8Encoder()
    fc.assert(
      fc.property(anything, (text) => {
        expect([...utf8.encode(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('text in XML', () => {
  it('has no sign with a meaning, and none that XML forbids', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const plain = [...text]
          .map((sign) => (/^[\t\n\r -\ud7ff\ue000-\ufffd]$|^[\ud800-\udbff][\udc00-\udfff]$/.test(sign) ? sign : ' '))
          .join('')
        const escaped = escapeXml(text)
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/)
        const signs = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const
        const read = escaped.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof signs) => signs[name])
        expect(read).toBe(plain)
      }),
      { numRuns: 1000 },
    )
    expect(escapeXml(`a & "b" <c>'\u0001`)).toBe('a &amp; &quot;b&quot; &lt;c&gt;&apos; ')
  })
})
