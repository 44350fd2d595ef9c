import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SpoolWriter } from '../../core/run/spool'
import { createSpool } from './spool'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'belegbote-spool-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const bytes = (text: string) => new TextEncoder().encode(text)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const begin = (runId = 'r1'): SpoolWriter => {
  const writer = createSpool(join(root, 'spool'), join(root, 'attachments')).begin(runId)
  if (!writer.ok) throw new Error(writer.error.detail)
  return writer.value
}
const write = (writer: SpoolWriter, name: string, ...texts: readonly string[]) => {
  const file = writer.open({ kind: 'postings', mandant: 'M1', name })
  for (const text of texts) file.write(bytes(text))
  file.close(texts.length)
}

describe('the spool', () => {
  it('keeps what was written, with size, hash and rows, for its owner only', async () => {
    const writer = begin()
    write(writer, 'a.csv', 'eins', 'zwei')
    write(writer, 'b.csv')
    expect(await writer.finish()).toEqual({
      ok: true,
      value: [
        { kind: 'postings', mandant: 'M1', name: 'a.csv', rows: 2, sizeBytes: 8, sha256: sha256('einszwei') },
        { kind: 'postings', mandant: 'M1', name: 'b.csv', rows: 0, sizeBytes: 0, sha256: sha256('') },
      ],
    })
    const spool = createSpool(join(root, 'spool'), join(root, 'attachments'))
    expect(readFileSync(spool.path('r1', 'a.csv'), 'utf8')).toBe('einszwei')
    expect(statSync(spool.path('r1', 'a.csv')).mode & 0o077).toBe(0)
    expect(await spool.check('r1', 'a.csv')).toEqual({ ok: true, value: { sizeBytes: 8, sha256: sha256('einszwei') } })
    writeFileSync(spool.path('r1', 'a.csv'), 'einsdrei')
    expect(await spool.check('r1', 'a.csv')).toEqual({ ok: true, value: { sizeBytes: 8, sha256: sha256('einsdrei') } })
    expect(await spool.check('r1', 'c.csv')).toEqual({ ok: true, value: null })
  })

  it('throws away what an attempt before left', async () => {
    write(begin(), 'old.csv', 'half')
    const writer = begin()
    write(writer, 'new.csv', 'whole')
    await writer.finish()
    expect(readdirSync(join(root, 'spool', 'r1'))).toEqual(['new.csv'])
  })

  it('keeps nothing of a trial, nor of one that was cut off a day ago', async () => {
    const spool = createSpool(join(root, 'spool'), join(root, 'attachments'))
    const trials = join(root, 'spool', 'trial')
    const trial = (runId: string) => {
      const writer = spool.beginTrial(runId)
      if (!writer.ok) throw new Error(writer.error.detail)
      write(writer.value, 'a.csv', 'x')
      return writer.value
    }
    trial('left')
    trial('beside')
    const longAgo = new Date(Date.now() - 2 * 86_400_000)
    utimesSync(join(trials, 'left'), longAgo, longAgo)
    const writer = trial('t1')
    expect(await writer.finish()).toMatchObject({ ok: true })
    expect(readFileSync(writer.pathOf('a.csv') ?? '', 'utf8')).toBe('x')
    expect(readdirSync(trials).toSorted()).toEqual(['beside', 't1'])
    writer.abandon()
    expect(readdirSync(trials)).toEqual(['beside'])
  })

  it('removes a run without files', () => {
    const writer = begin()
    write(writer, 'a.csv', 'x')
    writer.abandon()
    expect(existsSync(join(root, 'spool', 'r1'))).toBe(false)
  })

  it('tells at the end when the disk refused', async () => {
    const writer = begin()
    rmSync(join(root, 'spool', 'r1'), { recursive: true })
    write(writer, 'a.csv', 'x')
    write(writer, 'b.csv', 'x')
    expect(await writer.finish()).toMatchObject({ ok: false, error: { kind: 'spool-failed' } })
    writeFileSync(join(root, 'file'), '')
    expect(createSpool(join(root, 'file'), root).begin('r1')).toMatchObject({
      ok: false,
      error: { kind: 'spool-failed' },
    })
  })

  it('never replaces a file in a folder of the person, nor removes one it did not write', async () => {
    const folder = join(root, 'out')
    const spool = createSpool(join(root, 'spool'), join(root, 'attachments'))
    const first = spool.beginIn(folder)
    if (!first.ok) throw new Error(first.error.detail)
    write(first.value, 'a.csv', 'mine')
    await first.value.finish()
    const second = spool.beginIn(folder)
    if (!second.ok) throw new Error(second.error.detail)
    write(second.value, 'b.csv', 'new')
    write(second.value, 'a.csv', 'other')
    expect((await second.value.finish()).ok).toBe(false)
    second.value.abandon()
    expect(readdirSync(folder)).toEqual(['a.csv'])
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('mine')
  })

  it('does not follow a name out of its folder', () => {
    const spool = createSpool(join(root, 'spool'), join(root, 'attachments'))
    expect(() => spool.path('..', 'a')).toThrow()
    expect(() => spool.path('r1', '../a')).toThrow()
    expect(() => spool.path('r1', '')).toThrow()
  })

  it('makes a test file that goes away', () => {
    const probe = createSpool(join(root, 'spool'), join(root, 'attachments')).makeProbe()
    if (!probe.ok) throw new Error(probe.error.detail)
    expect(sha256(readFileSync(probe.value.path, 'utf8'))).toBe(probe.value.sha256)
    probe.value.remove()
    expect(existsSync(probe.value.path)).toBe(false)
  })
})
