import { type Exchange, writeExchange } from '../../fixtures/exchange'

const documentsPerMonth = 4

/** A small ledger whose delivery takes four files: one of master data, three months of postings. */
export function writeBooks(folder: string): void {
  const months = ['2026-01', '2026-02', '2026-03']
  const documents = months.flatMap((month, monthIndex) =>
    Array.from({ length: documentsPerMonth }, (_, index) => ({
      beleg: `B${monthIndex}${index}`,
      date: `${month}-${String(index + 3).padStart(2, '0')}`,
      amount: `${100 + monthIndex * 10 + index},${String((monthIndex * 7 + index) % 100).padStart(2, '0')}`,
      account: `1000${index}`,
    })),
  )
  const exchange: Exchange = {
    mandanten: [
      {
        ...{ mandant: 'M1', name: 'Optik Nord GmbH', beraternummer: '29098', mandantennummer: '55003' },
        ...{ kontenrahmen: 'SKR03', sachkontenlaenge: '4', wj_beginn: '01-01' },
      },
    ],
    belegarten: [{ belegart: 'RE', name: 'Rechnung', art: 'rechnung' }],
    konten: [{ mandant: 'M1', konto: '8400', bezeichnung: 'Erlöse 19 %', automatik: '1' }],
    debitoren: Array.from({ length: documentsPerMonth }, (_, index) => {
      return { mandant: 'M1', konto: `1000${index}`, firma: `Muster ${index} GmbH`, ort: 'Köln' }
    }),
    belege: documents.map(({ beleg, date, account }) => ({
      ...{ mandant: 'M1', beleg, belegnummer: `RE-${beleg}`, belegart: 'RE', belegdatum: date },
      ...{ personenkonto: account, buchungstext: 'Brille' },
    })),
    buchungen: documents.map(({ beleg, amount, account }) => ({
      ...{ mandant: 'M1', beleg, position: '1', betrag: amount, soll_haben: 'S' },
      ...{ konto: account, gegenkonto: '8400' },
    })),
  }
  writeExchange(folder, exchange)
}
