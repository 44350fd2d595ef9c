import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchFolder } from './watch-folder'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-watch-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (path: string, text = 'x') => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const look = async () => {
  const found = await watchFolder.look(folder)
  if (!found.ok) throw new Error(found.error.detail)
  return found.value
}
const entry = async (name: string) => {
  const found = (await look()).entries.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('a look', () => {
  it('finds folders and ZIPs, and passes by what is hidden, still copied, linked or empty', async () => {
    put('buecher/belege.csv')
    put('Alt.ZIP')
    for (const name of ['.versteckt.zip', '~neu.zip', 'halb.zip.part', 'a.tmp', 'b.crdownload', 'c.filepart']) put(name)
    put('.git/x')
    put('erledigt/alt/belege.csv')
    mkdirSync(join(folder, 'leer'))
    symlinkSync(join(folder, 'buecher'), join(folder, 'verweis'))
    put('belege.csv')
    const found = await look()
    expect(found.entries.map(({ name }) => name)).toEqual(['Alt.ZIP', 'buecher'])
    expect([found.strays, found.refused]).toEqual([['belege.csv'], []])
  })

  it('finds e-invoices that lie there by themselves, after the books', async () => {
    for (const name of ['a.xml', 'B.PDF', 'c.zip', 'd.txt']) put(name)
    const found = await look()
    expect(found.entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['c.zip', 'books'],
      ['B.PDF', 'invoice'],
      ['a.xml', 'invoice'],
    ])
    expect(found.strays).toEqual(['d.txt'])
  })

  it('sees whatever changes inside', async () => {
    put('a/belege.csv', 'eins')
    const prints = new Set([(await entry('a')).fingerprint])
    const changes = [() => put('a/belege.csv', 'zwei, länger'), () => put('a/bilder/1.pdf'), () => put('a/x.part')]
    for (const change of changes) {
      change()
      prints.add((await entry('a')).fingerprint)
    }
    rmSync(join(folder, 'a/x.part'))
    const last = await entry('a')
    expect(prints.size).toBe(4)
    expect(await watchFolder.fingerprint(last)).toBe(last.fingerprint)
    rmSync(last.path, { recursive: true })
    expect(await watchFolder.fingerprint(last)).toBeNull()
  })

  it('says that the folder is not there', async () => {
    const path = join(folder, 'fort')
    expect(await watchFolder.look(path)).toMatchObject({ error: { code: 'watch-folder-missing', path } })
    expect(await watchFolder.check(path)).toMatchObject({ error: { code: 'watch-folder-missing' } })
    expect(await watchFolder.check(folder)).toMatchObject({ ok: true })
  })
})

describe('setting aside', () => {
  it('takes no name twice and lays the list beside', async () => {
    for (const no of [1, 2, 3]) {
      put('a.zip', `${no}`)
      await watchFolder.setAside(folder, await entry('a.zip'), 'refused', `Liste ${no}`)
    }
    const aside = join(folder, 'fehlerhaft')
    expect(readdirSync(aside).sort()).toEqual([
      ...['a-2.zip', 'a-2.zip.txt', 'a-3.zip', 'a-3.zip.txt', 'a.zip', 'a.zip.txt'],
    ])
    expect([readFileSync(join(aside, 'a-2.zip'), 'utf8'), readFileSync(join(aside, 'a-2.zip.txt'), 'utf8')]).toEqual([
      '2',
      'Liste 2',
    ])
    expect((await look()).refused).toEqual(['a-2.zip', 'a-3.zip', 'a.zip'])
  })

  it('says when it cannot', async () => {
    put('a/belege.csv')
    put('erledigt', 'a file in the way')
    expect(await watchFolder.setAside(folder, await entry('a'), 'imported', null)).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['a', 'erledigt'])
  })
})
