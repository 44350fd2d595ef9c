import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'

const name = 'Buchungen.txt'
const heading =
  'Date\tDateDocument\tDoc\tDocInvoice\tDescription\tAccountDebit\tAccountCredit\tAmount\tVatCode\tVatAmountType\tExternalReference'
const total = '2026-10-05\t2026-10-05\tRE-1\tRE-1\tRechnung\t11001\t\t120.00\t\t\tB1#1:1.0'
const part = '2026-10-05\t2026-10-05\tRE-1\t\tBrille\t\t3000\t100.00\tV81\t\tB1#1:1.1'
const other = '2026-10-05\t2026-10-05\tRE-1\t\tEtui\t\t3010\t20.00\tV26\t\tB1#1:1.2'
const file = (...lines: readonly string[]) => [heading, ...lines, ''].join('\r\n')
const good = file(total, part, other)
const check = (text: string, as = name) => checkText(as, Buffer.from(text), 'banana')
const found = async (text: string, as = name) => (await check(text, as)).found

describe('banana', () => {
  it('takes the golden files and gives the postings of the books', async () => {
    const { report, postings } = await checkPaths(goldenFiles('banana', 'ch.'), null)
    expect(report.findings).toEqual([])
    const { documents, invoices } = commonLedgers.CH
    expect(linesRead(postings)).toEqual(linesOfLedger({ documents, invoices }, (no) => no))
  })

  it('gives total and parts back as postings', async () => {
    const { report, postings } = await check(good)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name, format: 'banana', rows: 3 }])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 11001 an 3000 10000', '2026-10-05 RE-1 11001 an 3010 2000'])
    expect(postings[0]).toMatchObject({ taxCode: 'V81', text: 'Brille', mandant: null, currency: null })
  })

  it('puts rows together without references, by document and balance, and takes rows with two accounts', async () => {
    const bare = (line: string) => line.replace(/B1#1:1\.\d$/, '')
    const turned = '2026-10-05\t\tRE-1\t\tSkonto\t3000\t11001\t5.00\tV81\t\t'
    const text = file(bare(total), bare(part), bare(other), turned, bare(total), bare(other), bare(part))
    const { report, postings } = await check(text)
    expect(report.findings).toEqual([])
    expect(postings).toHaveLength(5)
    expect(linesRead(postings)).toContain('2026-10-05 RE-1 3000 an 11001 500')
  })

  it('knows a file of its kind, whatever it is called, and a total of nothing', async () => {
    const zero = good.replace('120.00', '0.00').replace('\t\t3010\t20.00', '\t3010\t\t100.00')
    const { report, postings } = await checkText('x.txt', readFileSync(goldenFiles('banana', 'ch.')[0] ?? ''), null)
    expect(report.files[0]?.format).toBe('banana')
    expect(postings.length).toBeGreaterThan(20)
    expect(linesRead((await check(zero)).postings)).toEqual([
      '2026-10-05 RE-1 11001 an 3000 10000',
      '2026-10-05 RE-1 3010 an 11001 10000',
    ])
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['only names of columns', file(), ['no-rows']],
    [
      'a column spelt otherwise',
      good.replace('AccountDebit', 'Accountdebit'),
      ['column-missing AccountDebit', 'warning column-unknown Accountdebit'],
    ],
    ['a column twice', good.replace('\tVatAmountType', '\tVatCode'), ['column-twice VatCode']],
    ['a row too short', good.replace('\tV26\t\tB1#1:1.2', ''), ['column-count', 'unbalanced Amount']],
    [
      'no such day',
      good.replaceAll('2026-10-05\t2026-10-05\tRE-1\tRE-1', '2026-02-30\t2026-10-05\tRE-1\tRE-1'),
      ['document-date Date', 'unbalanced Amount', 'reference-missing ExternalReference'],
    ],
    [
      'a German date',
      good.replace('2026-10-05\tRE-1\t\tBrille', '05.10.2026\tRE-1\t\tBrille'),
      ['date DateDocument', 'unbalanced Amount'],
    ],
    ['a decimal comma', good.replace('100.00', '100,00'), ['amount Amount', 'unbalanced Amount']],
    [
      'thousands',
      good.replace('120.00', "1'120.00"),
      ['amount Amount', 'unbalanced Amount', 'reference-missing ExternalReference'],
    ],
    ['a negative amount', good.replace('20.00\tV26', '-20.00\tV26'), ['amount Amount', 'unbalanced Amount']],
    ['a part of nothing', good.replace('20.00\tV26', '0.00\tV26').replace('120.00', '100.00'), ['amount Amount']],
    ['a cent too much', good.replace('120.00', '120.01'), ['unbalanced Amount']],
    ['no account', good.replace('\t3010\t', '\t\t'), ['required AccountDebit', 'unbalanced Amount']],
    ['an account with a blank', good.replace('\t3010\t', '\t3 010\t'), ['account AccountCredit']],
    ['no text', good.replace('Etui', ''), ['required Description', 'unbalanced Amount']],
    ['net amounts', good.replace('V26\t\t', 'V26\t1\t'), ['value-unknown VatAmountType', 'unbalanced Amount']],
    ['a code on the total', good.replace('120.00\t\t', '120.00\tV81\t'), ['tax-code-on-total VatCode']],
    ['a total that is missing', file(part, other), ['unbalanced Amount', 'reference-missing ExternalReference']],
    ['a reference twice', good.replace('1:1.2', '1:1.1'), ['reference-twice ExternalReference']],
    ['no number', good.replaceAll('RE-1', ''), ['warning number-missing Doc']],
    ['a quote within a text', good.replace('Etui', 'Etui 5"'), ['quote-inside-unquoted Description']],
    ['no last line end', good.trimEnd(), ['last-line-not-ended']],
    ['a control character', good.replace('Etui', 'Et\u0007ui'), ['control-character']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('finds another encoding, and a name that Banana does not offer', async () => {
    const latin = await checkText(name, Buffer.from(good.replace('Etui', 'Hülle'), 'latin1'), 'banana')
    expect(latin.found).toEqual(['not-utf-8'])
    expect(await found(good, 'Buchungen.xml')).toEqual(['file-name'])
  })
})
