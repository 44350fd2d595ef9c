import type { Row } from './csv'
import type { House } from './houses'
import { createDice } from './random'

export interface IncomingRows {
  readonly invoices: readonly Row[]
  readonly positions: readonly Row[]
}

/** A year of supplier invoices: some with two rates, some a credit note. */
export function incomingOf(house: House, year: number): IncomingRows {
  const dice = createDice(Number(house.clientNo) + 1)
  const invoices: Row[] = []
  const positions: Row[] = []
  let number = 0
  for (let month = 1; month <= 12; month++) {
    for (const creditor of house.creditors) {
      number++
      const date = Temporal.PlainDate.from({ year, month, day: dice.whole(4, 27) })
      const lines = linesOf(house, dice)
      const key = { mandant: house.mandant, kreditor: creditor.account, rechnungsnummer: `${year}/${1000 + number}` }
      invoices.push({
        ...key,
        rechnungsdatum: date.toString(),
        brutto: amount(lines.reduce((sum, line) => sum + line.cents, 0)),
        filiale: house.branches[0].branch,
        faelligkeit: date.add({ days: 30 }).toString(),
        gutschrift: dice.oneIn(12) ? 1 : 0,
      })
      for (const [index, line] of lines.entries())
        positions.push({
          ...key,
          position: index + 1,
          konto: line.account,
          betrag: amount(line.cents),
          steuersatz: line.taxRate,
          text: line.text,
        })
    }
  }
  return { invoices, positions }
}

function linesOf({ chart }: House, dice: ReturnType<typeof createDice>) {
  const goods = { account: chart.goods19, cents: dice.whole(12_000, 480_000), taxRate: 19, text: 'Wareneinkauf' }
  const reduced = { account: chart.goods7, cents: dice.whole(2_000, 90_000), taxRate: 7, text: 'Wareneinkauf 7 %' }
  const campaign = {
    account: chart.advertising,
    cents: dice.whole(5_000, 60_000),
    taxRate: 19,
    text: 'Werbung März/Mai',
  }
  switch (dice.whole(1, 4)) {
    case 1:
      return [goods, reduced]
    case 2:
      return [campaign]
    default:
      return [goods]
  }
}

function amount(cents: number): string {
  return `${Math.floor(cents / 100)}.${(cents % 100).toString().padStart(2, '0')}`
}
