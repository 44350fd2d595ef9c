import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  makeBigLedger,
  masterData,
  sampleExchange,
  sampleFiles,
  toCsv,
  writeExchange,
} from '../../../test/fixtures/exchange'
import { must, openLedgerPlace, readAll } from '../../../test/fixtures/ledger'
import { makeZip } from '../../../test/fixtures/zip'

const all = { mandants: ['M1', 'M2'], documentTypes: ['RE', 'GU', 'ZA'], paymentMethods: [], branch: null }

const pictureName = `${createHash('sha256').update(sampleFiles['belege/1.pdf']).digest('hex')}.pdf`

describe('an exchange folder', () => {
  it('is taken as a whole and read back as it was', async () => {
    using place = openLedgerPlace()
    const folder = writeExchange(place.freshPath(), sampleExchange, sampleFiles)
    const summary = must(await place.ledger.importExchange([folder]))
    expect(summary.kinds).toEqual({
      mandanten: { read: 2, created: 2, changed: 0, unchanged: 0 },
      filialen: { read: 2, created: 2, changed: 0, unchanged: 0 },
      belegarten: { read: 3, created: 3, changed: 0, unchanged: 0 },
      zahlungsarten: { read: 2, created: 2, changed: 0, unchanged: 0 },
      konten: { read: 2, created: 2, changed: 0, unchanged: 0 },
      debitoren: { read: 1, created: 1, changed: 0, unchanged: 0 },
      kreditoren: { read: 1, created: 1, changed: 0, unchanged: 0 },
      belege: { read: 3, created: 3, changed: 0, unchanged: 0 },
      buchungen: { read: 4, created: 4, changed: 0, unchanged: 0 },
      eingangsrechnungen: { read: 1, created: 1, changed: 0, unchanged: 0 },
      eingangsrechnung_positionen: { read: 2, created: 2, changed: 0, unchanged: 0 },
    })
    expect(summary.warnings).toEqual([])
    const documents = await readAll(place.ledger.documents(all))
    expect(documents.map(({ mandant, sourceId }) => `${mandant}/${sourceId}`)).toEqual(['M1/B2', 'M1/B1'])
    expect(documents[1]).toEqual({
      mandant: 'M1',
      sourceId: 'B1',
      version: 1,
      occasion: 'document',
      documentNo: 'RE-0001',
      documentType: 'RE',
      kind: 'rechnung',
      documentDate: '2026-01-15',
      branch: 'MITTE',
      serviceDate: '2026-01-14',
      dueDate: '2026-01-29',
      paymentMethod: 'EC',
      currency: 'EUR',
      personalAccount: '10001',
      text: 'Brille; "Modell 7"',
      cancels: null,
      attachment: pictureName,
      postings: [
        {
          position: 1,
          amountCents: 11900,
          side: 'S',
          account: '10001',
          contraAccount: '8400',
          taxRate: 1900,
          taxKey: null,
          costCentre: '100',
          costObject: null,
          text: 'Brille; "Modell 7"',
        },
        {
          position: 2,
          amountCents: 1070,
          side: 'S',
          account: '10001',
          contraAccount: '8300',
          taxRate: 700,
          taxKey: null,
          costCentre: '200',
          costObject: null,
          text: 'Pflege',
        },
      ],
    })
    expect(documents[0]?.cancels).toBe('B1')
    expect(documents[0]?.postings[0]).toMatchObject({
      contraAccount: '0840',
      taxKey: '3',
      costCentre: null,
      costObject: 'T1',
    })
    expect(readFileSync(place.ledger.attachmentPath(pictureName), 'utf8')).toBe(sampleFiles['belege/1.pdf'])
    expect(await readAll(place.ledger.incomingInvoices({ mandants: ['M1'], branch: null }))).toEqual([
      {
        mandant: 'M1',
        creditor: '70001',
        invoiceNo: 'L/77',
        version: 1,
        invoiceDate: '2026-01-20',
        grossCents: 23800,
        branch: 'MITTE',
        serviceDate: null,
        dueDate: null,
        currency: 'EUR',
        creditNote: false,
        attachment: null,
        positions: [
          {
            position: 1,
            account: '3400',
            amountCents: 11900,
            taxRate: 1900,
            taxKey: null,
            costCentre: '100',
            text: 'Gläser',
          },
          {
            position: 2,
            account: '3401',
            amountCents: 11900,
            taxRate: 1900,
            taxKey: null,
            costCentre: '300',
            text: null,
          },
        ],
      },
    ])
  })

  it('fills the defaults of the contract', async () => {
    using place = openLedgerPlace()
    const mandanten = [{ mandant: 'M9', name: 'Klein' }]
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), { mandanten })]))
    expect(await place.ledger.mandants()).toEqual([
      {
        mandant: 'M9',
        name: 'Klein',
        consultantNo: null,
        clientNo: null,
        chartOfAccounts: null,
        accountLength: null,
        fiscalYearStart: '01-01',
        currency: 'EUR',
        country: 'DE',
        vatId: null,
        bookkeepingActive: true,
      },
    ])
  })

  it('changes nothing when it comes again', async () => {
    using place = openLedgerPlace()
    const folder = writeExchange(place.freshPath(), sampleExchange, sampleFiles)
    must(await place.ledger.importExchange([folder]))
    const before = place.dump()
    const again = must(await place.ledger.importExchange([folder]))
    expect(Object.values(again.kinds).every(({ read, unchanged }) => read === unchanged)).toBe(true)
    expect(place.dump()).toEqual(before)
    expect(readdirSync(join(place.profileDir, 'attachments'))).toEqual([pictureName])
  })

  it('may use what an earlier one brought', async () => {
    using place = openLedgerPlace()
    const { belege = [], buchungen = [], ...rest } = sampleExchange
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), rest)]))
    const folder = writeExchange(place.freshPath(), { belege, buchungen }, sampleFiles)
    expect(must(await place.ledger.importExchange([folder])).kinds['belege']?.created).toBe(3)
  })

  it('comes as a ZIP too, also with one folder around everything', async () => {
    for (const top of ['', 'Übergabe 2026/']) {
      using place = openLedgerPlace()
      const csv = Object.entries(sampleExchange).map(([name, rows]) => ({
        name: `${top}${name}.csv`,
        content: toCsv(rows),
      }))
      const picture = { name: `${top}belege/1.pdf`, content: sampleFiles['belege/1.pdf'] }
      const clutter =
        top === ''
          ? []
          : [
              { name: '__MACOSX/x', content: '' },
              { name: top, content: '', mode: 0o040755 },
            ]
      const zip = place.freshPath('books.zip')
      writeFileSync(zip, makeZip([...csv, picture, ...clutter]))
      const summary = must(await place.ledger.importExchange([zip]))
      expect(summary.kinds['buchungen']?.created).toBe(4)
      expect(readFileSync(place.ledger.attachmentPath(pictureName), 'utf8')).toBe(sampleFiles['belege/1.pdf'])
    }
  })

  it('is read with a byte order mark, CRLF, other column order and unknown columns', async () => {
    using place = openLedgerPlace()
    const csv = '\ufeffname;bemerkung;mandant\r\n"Müller ""Sehen""";egal;M1\r\n\r\n'
    const folder = writeExchange(place.freshPath(), {}, { 'mandanten.csv': csv })
    const summary = must(await place.ledger.importExchange([folder]))
    expect(summary.warnings).toEqual([
      { file: 'mandanten.csv', line: 1, column: 'bemerkung', value: null, code: 'import-column-unknown', params: {} },
    ])
    expect((await place.ledger.mandants())[0]?.name).toBe('Müller "Sehen"')
  })

  it('brings text in NFC', async () => {
    using place = openLedgerPlace()
    const folder = writeExchange(place.freshPath(), { mandanten: [{ mandant: 'Mu\u0308', name: 'Ho\u0308rwelt' }] })
    must(await place.ledger.importExchange([folder]))
    expect((await place.ledger.mandants())[0]).toMatchObject({ mandant: 'Mü', name: 'Hörwelt' })
  })
})

describe('several paths', () => {
  it('are taken one after the other up to the first faulty one', async () => {
    using place = openLedgerPlace()
    const good = writeExchange(place.freshPath(), masterData)
    const bad = writeExchange(place.freshPath(), { konten: [{ mandant: 'M7', konto: '1', bezeichnung: 'x' }] })
    const result = await place.ledger.importExchange([good, bad, good])
    expect(result).toMatchObject({ ok: false, error: { total: 1, imported: [good] } })
    expect(await place.ledger.mandants()).toHaveLength(2)
  })
})

describe('an import that is cancelled', () => {
  it('leaves the books as they were, wherever it is stopped, and can be done again', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), masterData)]))
    const before = place.dump()
    const folder = writeExchange(place.freshPath(), sampleExchange, sampleFiles)
    let stops = 0
    for (; ; stops += 1) {
      let asked = 0
      const result = await place.ledger.importExchange([folder], undefined, () => asked++ >= stops)
      if (result.ok) break
      expect(result.error).toEqual({ faults: [], total: 0, imported: [], cancelled: true })
      expect(place.dump()).toEqual(before)
      expect(readdirSync(place.profileDir, { recursive: true })).not.toContain(join('attachments', pictureName))
      expect(readdirSync(join(place.profileDir, 'attachments'))).toEqual([])
    }
    expect(stops).toBeGreaterThan(10)
    expect((await place.ledger.status()).map(({ documents }) => documents)).toEqual([2, 1])
  })

  it('keeps the paths that were taken before, and says which', async () => {
    using place = openLedgerPlace()
    const first = writeExchange(place.freshPath(), masterData)
    const second = writeExchange(place.freshPath(), sampleExchange, sampleFiles)
    let isStopped = false
    const result = await place.ledger.importExchange(
      [first, second],
      ({ phase, done, total }) => {
        isStopped ||= phase === 'store' && done === total
      },
      () => isStopped,
    )
    expect(result).toMatchObject({ ok: false, error: { cancelled: true, imported: [first] } })
    expect(await place.ledger.mandants()).toHaveLength(2)
    expect((await place.ledger.status()).every(({ documents }) => documents === 0)).toBe(true)
  })

  it('is done when it is about to be stored: then it is too late', async () => {
    using place = openLedgerPlace()
    const { belege = [], ...rest } = sampleExchange
    const folder = writeExchange(place.freshPath(), { ...rest, belege: belege.map((row) => ({ ...row, datei: '' })) })
    let isStopped = false
    const told = ({ phase }: { readonly phase: string }) => {
      isStopped ||= phase === 'store'
    }
    must(await place.ledger.importExchange([folder], told, () => isStopped))
    expect(isStopped).toBe(true)
    expect((await place.ledger.status()).map(({ documents }) => documents)).toEqual([2, 1])
  })
})

describe('a pass', () => {
  it('sees one state of the books while an import changes them', async () => {
    using place = openLedgerPlace()
    const first = place.freshPath('big')
    const { documents } = await makeBigLedger(first, 3_000)
    must(await place.ledger.importExchange([first]))
    const pass = place.ledger.documents(all)[Symbol.asyncIterator]()
    const begun = await pass.next()
    const more = place.freshPath('big')
    await makeBigLedger(more, 4_000)
    must(await place.ledger.importExchange([more]))
    let seen = begun.value?.length ?? 0
    for (let step = await pass.next(); !step.done; step = await pass.next()) seen += step.value.length
    expect(seen).toBe(documents)
    expect(await readAll(place.ledger.documents(all))).toHaveLength(2_000)
  })

  it('ends with the ledger when nobody reads it to its end', async () => {
    using place = openLedgerPlace()
    const folder = place.freshPath()
    await makeBigLedger(folder, 2_000)
    must(await place.ledger.importExchange([folder]))
    const pass = place.ledger.documents(all)[Symbol.asyncIterator]()
    await pass.next()
    place.ledger.close()
    await expect(pass.next()).rejects.toThrow()
  })
})

describe('two imports at the same time', () => {
  it('both arrive', async () => {
    using place = openLedgerPlace()
    const {
      belege = [],
      buchungen = [],
      eingangsrechnungen: _1,
      eingangsrechnung_positionen: _2,
      ...rest
    } = sampleExchange
    const some = { ...rest, belege: belege.slice(0, 2), buchungen: buchungen.slice(0, 3) }
    const one = writeExchange(place.freshPath(), some, sampleFiles)
    const other = writeExchange(place.freshPath(), sampleExchange, sampleFiles)
    const results = await Promise.all([place.ledger.importExchange([one]), place.ledger.importExchange([other])])
    expect(results.map(({ ok }) => ok)).toEqual([true, true])
    expect(await place.ledger.revised()).toEqual([])
    expect((await place.ledger.status()).map(({ documents }) => documents)).toEqual([2, 1])
  })
})

describe('a large ledger', () => {
  it('arrives to the cent and is read in its order, with progress on the way', async () => {
    using place = openLedgerPlace()
    const folder = place.freshPath()
    const made = await makeBigLedger(folder, 40_000)
    const phases = new Set<string>()
    must(await place.ledger.importExchange([folder], ({ phase }) => phases.add(phase)))
    expect([...phases]).toEqual(['read', 'check', 'store'])
    const status = await place.ledger.status()
    const sum = (what: 'documents' | 'postings' | 'debitCents' | 'creditCents') =>
      status.reduce((total, one) => total + one[what], 0)
    expect({
      documents: sum('documents'),
      postings: sum('postings'),
      debitCents: sum('debitCents'),
      creditCents: sum('creditCents'),
    }).toEqual(made)
    let read = 0
    let before = ''
    for await (const batch of place.ledger.documents(all)) {
      for (const one of batch) {
        const at = `${one.mandant} ${one.documentDate} ${one.sourceId}`
        if (at <= before) throw new Error(`${at} comes after ${before}`)
        before = at
        read += one.postings.reduce((total, posting) => total + posting.amountCents, 0)
      }
    }
    expect(read).toBe(made.debitCents + made.creditCents)
  }, 60_000)
})
