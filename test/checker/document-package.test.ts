import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileChecker } from '../../main/checker'
import { makeZip, type ZipEntry } from '../fixtures/zip'
import { commonLedgers } from '../formats/common-ledger'
import { WrittenLedger } from '../formats/read-back'

const folder = mkdtempSync(join(tmpdir(), 'belegbote-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const guid = 'E0A08953-FBAA-4054-AF36-993D5D68F040'
const entry = (one = guid, files = '<extension xsi:type="File" name="RE-1.pdf"/>') =>
  `<document guid="${one}"><description>RE-1</description>${files}</document>`
const xml = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><archive xmlns="http://xml.datev.de/bedi/tps/document/v06.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="6.0"><header><date>2026-11-01T12:00:00</date><consultantNumber>29098</consultantNumber></header><content>${content}</content></archive>`
const pdf = { name: 'RE-1.pdf', content: '%PDF-1.4' }

async function codesOf(bytes: Buffer): Promise<readonly string[]> {
  const path = join(folder, 'Belegbilder.zip')
  writeFileSync(path, bytes)
  const files = [{ path, name: 'Belegbilder.zip', kind: 'attachments', mandant: 'M1' }] as const
  const { findings } = await fileChecker.check({ format: 'datev-csv', settings: null, files })
  return findings.map(({ code }) => code)
}
const zip = (document: string | null, ...files: readonly ZipEntry[]) =>
  makeZip([...(document === null ? [] : [{ name: 'document.xml', content: document }]), ...files])

describe('a document package', () => {
  it('is taken when it is right', async () => {
    expect(await codesOf(zip(xml(entry()), pdf))).toEqual([])
  })

  it.each([
    ['no document.xml', zip(null, pdf), ['document-xml-missing']],
    [
      'a folder',
      zip(xml(entry()), pdf, { name: 'a/b.pdf', content: 'x' }),
      ['zip-folder', 'package-file-name', 'picture-not-named'],
    ],
    [
      'a name twice',
      zip(xml(entry()), pdf, { name: 're-1.PDF', content: 'x' }),
      ['zip-name-twice', 'picture-not-named'],
    ],
    ['a program', zip(xml(entry()), pdf, { name: 'a.exe', content: 'x' }), ['package-file-name', 'picture-not-named']],
    ['a picture that is missing', zip(xml(entry())), ['picture-missing']],
    ['a picture that nothing names', zip(xml(entry()), pdf, { name: 'b.pdf', content: 'x' }), ['picture-not-named']],
    ['no document', zip(xml('')), ['no-rows']],
    ['a guid twice', zip(xml(entry() + entry(guid.toLowerCase())), pdf), ['guid-twice']],
    ['a guid that is none', zip(xml(entry('RE-1')), pdf), ['pattern']],
    ['a document without files', zip(xml(entry(guid, '')), pdf), ['package-extensions', 'picture-not-named']],
    ['broken XML', zip(xml(entry()).slice(0, -5), pdf), ['xml-damaged']],
    [
      'a DOCTYPE',
      zip(xml(entry()).replace('<archive', '<!DOCTYPE archive [<!ENTITY a "b">]><archive'), pdf),
      ['xml-damaged'],
    ],
    ['an encrypted file', zip(xml(entry()), { ...pdf, encrypted: true }), ['zip-encrypted', 'zip-damaged']],
    ['a changed byte', zip(xml(entry()), { ...pdf, crc32: 1 }), ['zip-damaged']],
    ['a file of more bytes than it says', zip(xml(entry()), { ...pdf, declaredBytes: 2 }), ['zip-damaged']],
    ['a file cut off', zip(xml(entry()), pdf).subarray(0, -30), ['zip-damaged']],
    ['something else', Buffer.from('Liebe Kanzlei'), ['zip-damaged']],
    ['nothing', Buffer.alloc(0), ['zip-damaged']],
  ])('with %s is refused', async (_what, bytes, codes) => {
    expect((await codesOf(bytes)).toSorted()).toEqual(codes.toSorted())
  })

  it('holds the picture of every link, or says which is missing', async () => {
    using written = new WrittenLedger('datev-csv', commonLedgers.DE, { datevDocuments: true })
    await written.write()
    expect(written.files.map(({ kind }) => kind)).toContain('attachments')
    expect((await written.check()).report.findings).toEqual([])
    const file = written.files.find(({ kind }) => kind === 'postings')
    const text = readFileSync(file?.path ?? '', 'latin1')
    writeFileSync(file?.path ?? '', text.replace(/BEDI ""[0-9A-Fa-f]{8}/, 'BEDI ""00000000'), 'latin1')
    const { findings } = (await written.check()).report
    expect(findings.map(({ code, field }) => [code, field])).toEqual([['document-link-missing', 'Beleglink']])
  })
})
