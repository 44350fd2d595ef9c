import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from './log'
import { createRedactor } from './redactor'

let dir = ''
const clock = { now: () => Date.UTC(2026, 4, 4, 12) }
const folder = () => join(dir, 'log')
const lines = (name = 'belegbote.log') =>
  readFileSync(join(folder(), name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-log-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('the log', () => {
  it('writes one JSON object per line, with the fields of its parents', () => {
    const log = createLog(folder(), { clock, redactor: createRedactor() })
    log.info('app.started')
    log.child({ runId: 'r1' }).child({ mandant: 'M1' }).error('upload.failed', { attempts: 2, last: false, host: null })
    expect(lines()).toEqual([
      { at: '2026-05-04T12:00:00.000Z', level: 'info', event: 'app.started' },
      {
        at: '2026-05-04T12:00:00.000Z',
        level: 'error',
        event: 'upload.failed',
        runId: 'r1',
        mandant: 'M1',
        attempts: 2,
        last: false,
        host: null,
      },
    ])
    expect(statSync(folder()).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder(), 'belegbote.log')).mode & 0o777).toBe(0o600)
  })

  it('keeps a line a line', () => {
    createLog(folder(), { clock, redactor: createRedactor() }).info('server.answered', {
      text: 'a\r\n{"event":"forged"}',
    })
    expect(lines()).toHaveLength(1)
  })

  it('never writes a known secret, in whatever field and form', () => {
    const redactor = createRedactor()
    const log = createLog(folder(), { clock, redactor })
    const secret = 'p@ss "wörd"/1'
    redactor.add(secret)
    redactor.add('p@ss')
    redactor.add('abc')
    redactor.add('')
    log.error('sign-in.failed', {
      plain: `530 ${secret} refused`,
      url: `ftp://stb:${encodeURIComponent(secret)}@host`,
      base64: `AUTH ${Buffer.from(secret).toString('base64')}`,
      json: JSON.stringify({ secret }),
      short: 'abc',
      harmless: 'abcdef',
    })
    expect(lines()[0]).toMatchObject({
      plain: '530 ••• refused',
      url: 'ftp://stb:•••@host',
      base64: 'AUTH •••',
      json: '{"secret":"•••"}',
      short: '•••',
      harmless: 'abcdef',
    })
    expect(readFileSync(join(folder(), 'belegbote.log'), 'utf8')).not.toMatch(/p@ss|w(ö|%C3%B6)rd/)
  })

  it('keeps only its newest parts', () => {
    const log = createLog(folder(), { clock, redactor: createRedactor(), maxBytes: 200, keep: 2 })
    for (let no = 0; no < 20; no += 1) log.info('counted', { no })
    expect(readdirSync(folder()).sort()).toEqual(['belegbote.1.log', 'belegbote.2.log', 'belegbote.log'])
    const numbers = ['belegbote.2.log', 'belegbote.1.log', 'belegbote.log']
      .flatMap((name) => lines(name))
      .map(({ no }) => no)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 20 - numbers.length + index))
    expect(statSync(join(folder(), 'belegbote.log')).size).toBeLessThan(300)
  })

  it('does not disturb the work when the disk refuses, and counts what was lost', () => {
    writeFileSync(folder(), 'a file where the folder should be')
    const log = createLog(folder(), { clock, redactor: createRedactor() })
    log.info('lost')
    log.info('lost too')
    rmSync(folder())
    mkdirSync(folder())
    log.info('back')
    log.info('again')
    expect(lines().map(({ event, lost }) => [event, lost])).toEqual([
      ['back', 2],
      ['again', undefined],
    ])
  })
})
