import { type Exchange, type Rows, writeExchange } from '../fixtures/exchange'
import type { Dice } from './dice'

/** Numbers of documents begin with RE, of incoming invoices with ER: in a file one is never taken for the other. */
const documentNo = (id: number) => `RE${1000 + id}`
const invoiceNo = (id: number) => `ER${1000 + id}`

const months = ['2026-01', '2026-02']

/** What every book has. */
export const masterData: Exchange = {
  mandanten: [
    {
      ...{ mandant: 'M1', name: 'Optik Nord GmbH', beraternummer: '29098', mandantennummer: '55003' },
      ...{ kontenrahmen: 'SKR03', sachkontenlaenge: '4', wj_beginn: '01-01' },
    },
  ],
  belegarten: [{ belegart: 'RE', name: 'Rechnung', art: 'rechnung' }],
  konten: [
    { mandant: 'M1', konto: '8400', bezeichnung: 'Erlöse 19 %', automatik: '1' },
    { mandant: 'M1', konto: '3400', bezeichnung: 'Wareneingang 19 %', automatik: '1' },
  ],
  debitoren: [0, 1, 2].map((index) => ({
    ...{ mandant: 'M1', konto: `1000${index}`, firma: `Müller ${index} GmbH`, ort: 'Köln' },
  })),
  kreditoren: [{ mandant: 'M1', konto: '70001', firma: 'Glas & Söhne KG' }],
}

const cents = (dice: Dice) => `${dice.whole(1, 900)},${String(dice.whole(0, 99)).padStart(2, '0')}`

/** Documents with these ids; the same id with other dice is the same document in another version. */
export function documentRows(dice: Dice, ids: readonly number[], withdrawn: readonly number[] = []): Exchange {
  const belege: Record<string, string>[] = []
  const buchungen: Record<string, string>[] = []
  for (const id of ids) {
    const account = `1000${id % 3}`
    const month = months[id % months.length] ?? '2026-01'
    belege.push({
      ...{ mandant: 'M1', beleg: `d${id}`, belegnummer: documentNo(id), belegart: 'RE' },
      ...{ belegdatum: `${month}-${String((id % 27) + 1).padStart(2, '0')}`, personenkonto: account },
      ...{ buchungstext: 'Brille', nicht_exportieren: withdrawn.includes(id) ? '1' : '0' },
    })
    for (let position = 1; position <= dice.whole(1, 2); position++) {
      buchungen.push({
        ...{ mandant: 'M1', beleg: `d${id}`, position: `${position}`, betrag: cents(dice), soll_haben: 'S' },
        ...{ konto: account, gegenkonto: '8400' },
      })
    }
  }
  return { belege, buchungen }
}

export function invoiceRows(dice: Dice, ids: readonly number[]): Exchange {
  const heads: Record<string, string>[] = []
  const positions: Record<string, string>[] = []
  for (const id of ids) {
    const amount = cents(dice)
    const key = { mandant: 'M1', kreditor: '70001', rechnungsnummer: invoiceNo(id) }
    heads.push({ ...key, rechnungsdatum: `2026-02-${String((id % 27) + 1).padStart(2, '0')}`, brutto: amount })
    positions.push({ ...key, position: '1', konto: '3400', betrag: amount })
  }
  return { eingangsrechnungen: heads, eingangsrechnung_positionen: positions }
}

export function writeBooks(folder: string, ...parts: readonly Exchange[]): string {
  const files = new Map<string, Rows>()
  for (const part of parts) for (const [name, rows] of Object.entries(part)) if (rows.length > 0) files.set(name, rows)
  return writeExchange(folder, Object.fromEntries(files))
}
