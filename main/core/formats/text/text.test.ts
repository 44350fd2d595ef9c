import { describe, expect, it } from 'vitest'
import { encodeWindows1252, isWindows1252 } from './bytes'
import { fits, fitText, narrow } from './text'

describe('text for Windows-1252', () => {
  it.each([
    ['plain', 'Brille', 'Brille'],
    ['Windows-1252 beyond Latin-1', 'Preis 5 € – „gut“ …', 'Preis 5 € – „gut“ …'],
    ['a letter and its mark become one', 'Mu\u0308ller', 'Müller'],
    ['letters with marks', 'Čapek Łódź İstanbul Ștefan ő', 'Capek Lódz Istanbul Stefan o'],
    ['signs', '\u2212 \u2011 x\u2009y \u2192 \uFB01n Nº \u2116', '- - x y -> fin Nº No'],
    ['control characters are blanks', 'a\r\nb\tc\u0085d\u2028e', 'a  b c d e'],
    ['unseen characters go', 'a\u200Bb\uFEFFc', 'abc'],
  ])('%s', (_title, raw, written) => {
    const fitted = fitText(raw, 100)
    expect(fitted.text).toBe(written)
    expect(fitted.unknown).toBe('')
    expect([...fitted.text].every((character) => isWindows1252(character.charCodeAt(0)))).toBe(true)
  })

  it.each(['Москва', 'Ωmega', '東京', '😀', '\uD800'])('does not invent letters for %s', (raw) => {
    expect(fitText(`a${raw}`, 100).unknown.length).toBeGreaterThan(0)
  })

  it('says when it replaced or cut', () => {
    expect(fitText('Müller', 60)).toEqual({ text: 'Müller', transliterated: false, unknown: '', cut: false })
    expect(fitText('Čapek', 3)).toEqual({ text: 'Cap', transliterated: true, unknown: '', cut: true })
    expect(fitText('a\tb', 3)).toEqual({ text: 'a b', transliterated: false, unknown: '', cut: false })
  })

  it('cuts after control characters became blanks', () => {
    expect(fitText(`${'a'.repeat(59)}\n!`, 60).text).toBe(`${'a'.repeat(59)} `)
  })

  it('takes the short way only for what needs no change', () => {
    expect(fits('Größe', 60)).toBe(true)
    expect(fits('Größe', 4)).toBe(false)
    for (const raw of ['€', 'a\u0308', '\u0085', '\u007f', 'Ł']) expect(fits(raw, 60), raw).toBe(false)
  })

  it('knows the 27 characters that Latin-1 lacks, and no unassigned byte', () => {
    const points = Array.from({ length: 0x2200 }, (_, point) => point).filter(
      (point) => point > 0xff && isWindows1252(point),
    )
    const bytes = points.map((point) => encodeWindows1252(String.fromCharCode(point))[0] ?? 0).sort((a, b) => a - b)
    expect(bytes.length).toBe(27)
    expect(bytes.every((byte) => byte >= 0x80 && byte <= 0x9f && ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))).toBe(
      true,
    )
    // An independent decoder: the strict one of the runtime reads the table right.
    const decode = new TextDecoder('windows-1252', { fatal: true })
    expect(
      points.every(
        (point) => decode.decode(encodeWindows1252(String.fromCharCode(point))) === String.fromCharCode(point),
      ),
    ).toBe(true)
  })

  it('narrows to few characters, one replacement for one', () => {
    expect(narrow('Größe 7/ä_#é', /^[A-Za-z0-9/]$/, '-')).toBe('Groesse-7/ae--e')
    expect(narrow('日本', /^[a-z]$/, '-')).toBe('--')
  })
})
