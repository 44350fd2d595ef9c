import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type LineRules, Lines, readLines } from '../../main/checker/files/lines'

const folder = mkdtempSync(join(tmpdir(), 'belegbote-lines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const windows: LineRules = { encoding: 'windows-1252', mark: 'never', end: 'crlf' }
const unicode: LineRules = { encoding: 'utf-8', mark: 'allowed', end: 'any' }

/** @param pieces sizes of the pieces that come in, over and over */
function read(bytes: Buffer, rules: LineRules, pieces: readonly number[] = [bytes.length]) {
  const [found, lines]: [string[], string[]] = [[], []]
  const tell = {
    reject: (code: string, place?: { line?: number }) => void found.push(`${code} ${place?.line}`),
    warn: (code: string, place?: { line?: number }) => void found.push(`${code} ${place?.line} warning`),
  }
  const reader = new Lines(rules, tell, (line) => void lines.push(line))
  let rest = Buffer.alloc(0)
  for (let [at, turn] = [0, 0]; at < bytes.length && reader.wantsMore; turn++) {
    const size = Math.max(1, pieces[turn % pieces.length] ?? 1)
    const piece = Buffer.concat([rest, bytes.subarray(at, at + size)])
    rest = piece.subarray(reader.take(piece))
    at += size
  }
  reader.end(rest)
  return { found, lines }
}
const latin = (text: string, rules = windows) => read(Buffer.from(text, 'latin1'), rules)

describe('lines', () => {
  it('are the same however the file comes in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ä', ';', '\r\n', '\r', '\n', '\t', '€'), maxLength: 60 })
    const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
    fc.assert(
      fc.property(text, pieces, fc.constantFrom(windows, unicode), (content, sizes, rules) => {
        const bytes = Buffer.from(content)
        expect(read(bytes, rules, sizes)).toEqual(read(bytes, rules))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['a\r\nb\r\n', windows, ['a', 'b'], []],
    ['a\r\nb', windows, ['a', 'b'], ['last-line-not-ended 2']],
    ['a\nb\n', windows, ['a', 'b'], ['line-end 1 warning']],
    ['a\nb\n', unicode, ['a', 'b'], []],
    ['a\r\nb\nc\r\n', windows, ['a', 'b\nc'], ['control-character 2']],
    ['a\r\n\r\n', windows, ['a', ''], []],
    ['', windows, [], []],
    ['\r\n', windows, [''], []],
    ['\x80\x9f\r\n', windows, ['€Ÿ'], []],
    ['\x81\r\n', windows, ['\0'], ['byte-not-in-windows-1252 1']],
    ['MÃ¼ller\r\nÃ¤\r\n', windows, ['MÃ¼ller', 'Ã¤'], ['looks-like-utf-8 1']],
    ['ï»¿a\r\n', windows, ['a'], ['byte-order-mark 1']],
    ['ï»¿\xc3\xa4\n', unicode, ['ä'], []],
    ['\xe4\n', unicode, ['\ufffd'], ['not-utf-8 1']],
    ['a\tb\n', { ...unicode, tabs: true } as const, ['a\tb'], []],
    ['a\n', { ...unicode, mark: 'required' } as const, ['a'], ['byte-order-mark-missing 1']],
    ['ÿþa\0', windows, [], ['utf-16 1']],
  ])('of %j', (text, rules, lines, found) => {
    expect(latin(text, rules)).toEqual({ lines, found })
  })

  it('of a file go past in pieces, a long one too, and one without end is given up', async () => {
    const found: string[] = []
    const tell = { reject: (code: string) => void found.push(code), warn: (code: string) => void found.push(code) }
    const path = join(folder, 'long.csv')
    const lengths: number[] = []
    const onLine = (line: string) => void lengths.push(line.length)
    writeFileSync(path, `${'a'.repeat(300_000)}\r\n${'b\r\n'.repeat(100_000)}${'c'.repeat(70_000)}\r\n`)
    expect(await readLines(path, windows, tell, onLine)).toBe(100_002)
    expect([lengths[0], lengths.at(-1), found]).toEqual([300_000, 70_000, []])
    writeFileSync(path, 'x'.repeat(3_000_000))
    expect(await readLines(path, windows, tell, onLine)).toBe(0)
    expect(found).toEqual(['line-too-long'])
  })

  it('are not read further than they are wanted', async () => {
    const path = join(folder, 'enough.csv')
    writeFileSync(path, 'a\r\n'.repeat(1000))
    const tell = { reject: () => undefined, warn: () => undefined }
    expect(await readLines(path, windows, tell, (_, no) => no < 3)).toBe(3)
  })
})
