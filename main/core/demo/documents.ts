import type { Row } from './csv'
import type { Article, Debtor, House } from './houses'
import { createDice, type Dice } from './random'

export interface DocumentRows {
  readonly documents: readonly Row[]
  readonly postings: readonly Row[]
}

interface Line {
  readonly cents: number
  readonly side: 'S' | 'H'
  readonly account: string
  readonly contra: string
  readonly taxRate?: number
  readonly text: string
}

interface Invoice {
  readonly id: string
  readonly documentNo: string
  readonly debtor: Debtor
  readonly branch: string
  readonly date: Temporal.PlainDate
  readonly lines: readonly Line[]
}

interface Head {
  readonly documentType: string
  readonly date: Temporal.PlainDate
  readonly branch: string
  readonly text: string
  readonly debtor?: Debtor
  readonly paymentMethod?: string
  readonly dueDate?: Temporal.PlainDate
  readonly cancels?: string
}

/** A year of one Mandant's documents: every kind, with payments that settle what was sold before. */
export function documentsOf(house: House, year: number): DocumentRows {
  const books = new Books(house, year)
  const last = Temporal.PlainDate.from({ year, month: 12, day: 31 })
  let day = Temporal.PlainDate.from({ year, month: 1, day: 2 })
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) books.carryOn(day)
  return books
}

/** What a house does day by day. */
class Books implements DocumentRows {
  readonly documents: Row[] = []
  readonly postings: Row[] = []
  readonly #dice: Dice
  readonly #numbers = new Map<string, number>()
  readonly #open: { invoice: Invoice; paidOn: Temporal.PlainDate }[] = []

  constructor(
    private readonly house: House,
    private readonly year: number,
  ) {
    this.#dice = createDice(Number(house.clientNo))
  }

  carryOn(day: Temporal.PlainDate): void {
    const sunday = 7
    if (day.dayOfWeek === sunday) return
    for (const { branch } of this.house.branches) {
      for (let sale = this.#dice.whole(1, 4); sale > 0; sale--) this.#sell(branch, day)
      if (day.dayOfWeek === 6) this.#bringToBank(branch, day)
      if (day.day === 3) this.#buySupplies(branch, day)
    }
    this.#receivePayments(day)
    if (day.day === 2) this.#payRent(day)
  }

  #sell(branch: string, date: Temporal.PlainDate): void {
    const { chart, debtors, articles } = this.house
    const dice = this.#dice
    const kind = dice.whole(1, 20)
    if (kind <= 10) this.#sellForCash(branch, date)
    else if (kind === 20) {
      const debtor = dice.pick(debtors)
      const cents = dice.whole(50, 400) * 100
      const text = `Anzahlung ${dice.pick(articles).text}`
      this.#write({ documentType: 'AN', date, branch, text, debtor, paymentMethod: 'EC' }, [
        { cents, side: 'S', account: debtor.account, contra: chart.prepayments, taxRate: 19, text },
      ])
    } else this.#invoice(branch, date)
  }

  #sellForCash(branch: string, date: Temporal.PlainDate): void {
    const { chart, articles } = this.house
    const paymentMethod = this.#dice.pick(['BAR', 'BAR', 'EC', 'KK'])
    const account = paymentMethod === 'BAR' ? chart.till : chart.transit
    const lines = this.#articles(articles).map((article) => this.#saleLine(article, account))
    this.#write({ documentType: 'BV', date, branch, text: 'Barverkauf', paymentMethod }, lines)
  }

  #invoice(branch: string, date: Temporal.PlainDate): void {
    const dice = this.#dice
    const debtor = dice.pick(this.house.debtors)
    const lines = this.#articles(this.house.articles).map((article) => this.#saleLine(article, debtor.account))
    const text = lines[0]?.text ?? ''
    const dueDate = date.add({ days: 14 })
    const written = this.#write(
      { documentType: 'RE', date, branch, text, debtor, paymentMethod: dice.pick(['UEB', 'UEB', 'LS']), dueDate },
      lines,
    )
    const invoice: Invoice = { ...written, debtor, branch, date, lines }
    if (dice.oneIn(25)) this.#cancel(invoice)
    else this.#open.push({ invoice, paidOn: date.add({ days: dice.whole(3, 40) }) })
  }

  /** The same postings on the other side. */
  #cancel({ id, documentNo, debtor, branch, date, lines }: Invoice): void {
    const text = `Storno ${documentNo}`
    this.#write(
      { documentType: 'ST', date: this.#inYear(date.add({ days: 2 })), branch, text, debtor, cancels: id },
      lines.map((line) => ({ ...line, side: 'H', text })),
    )
  }

  #receivePayments(date: Temporal.PlainDate): void {
    const { chart } = this.house
    const dice = this.#dice
    for (let at = this.#open.length - 1; at >= 0; at--) {
      const open = this.#open[at]
      if (!open || Temporal.PlainDate.compare(open.paidOn, date) > 0) continue
      this.#open.splice(at, 1)
      const { debtor, branch, documentNo, lines } = open.invoice
      const head = { date, branch, debtor, paymentMethod: 'UEB' }
      const cents = lines.reduce((sum, line) => sum + line.cents, 0)
      const paid = `Zahlung ${documentNo}`
      this.#write({ ...head, documentType: 'ZE', text: paid }, [
        { cents, side: 'S', account: chart.bank, contra: debtor.account, text: paid },
      ])
      const [line] = lines
      if (!line || !dice.oneIn(15)) continue
      const reduced = Math.max(1, Math.round(line.cents / 10))
      const credited = `Gutschrift zu ${documentNo}`
      this.#write({ ...head, documentType: 'GU', text: credited }, [
        { ...line, cents: reduced, side: 'H', text: credited },
      ])
      const returned = `Rückzahlung ${documentNo}`
      this.#write({ ...head, documentType: 'RZ', text: returned }, [
        { cents: reduced, side: 'H', account: chart.bank, contra: debtor.account, text: returned },
      ])
    }
  }

  #bringToBank(branch: string, date: Temporal.PlainDate): void {
    const { chart } = this.house
    const text = 'Kasse an Bank'
    const cents = this.#dice.whole(200, 900) * 100
    this.#write({ documentType: 'KA', date, branch, text, paymentMethod: 'BAR' }, [
      { cents, side: 'S', account: chart.transit, contra: chart.till, text },
    ])
  }

  #buySupplies(branch: string, date: Temporal.PlainDate): void {
    const { chart } = this.house
    const text = 'Büromaterial'
    this.#write({ documentType: 'KA', date, branch, text, paymentMethod: 'BAR' }, [
      {
        cents: this.#dice.whole(800, 9_900),
        side: 'S',
        account: chart.supplies,
        contra: chart.till,
        taxRate: 19,
        text,
      },
    ])
  }

  /** A document without branch and payment method: both are optional. */
  #payRent(date: Temporal.PlainDate): void {
    const { chart } = this.house
    const text = 'Ladenmiete'
    this.#write({ documentType: 'SO', date, branch: '', text }, [
      { cents: 185_000, side: 'S', account: chart.rent, contra: chart.bank, text },
    ])
  }

  #articles(articles: House['articles']): readonly Article[] {
    return Array.from({ length: this.#dice.whole(1, 3) }, () => this.#dice.pick(articles))
  }

  #saleLine({ text, taxRate, from, to }: Article, account: string): Line {
    const { chart } = this.house
    const contra = taxRate === 19 ? chart.revenue19 : chart.revenue7
    return { cents: this.#dice.whole(from, to), side: 'S', account, contra, taxRate, text }
  }

  #write(head: Head, lines: readonly Line[]): { id: string; documentNo: string } {
    const { mandant } = this.house
    const number = (this.#numbers.get(head.documentType) ?? 0) + 1
    this.#numbers.set(head.documentType, number)
    const id = `${head.documentType}${number}`
    const documentNo = `${head.documentType}-${this.year}-${number.toString().padStart(5, '0')}`
    this.documents.push({
      mandant,
      beleg: id,
      belegnummer: documentNo,
      belegart: head.documentType,
      belegdatum: head.date.toString(),
      filiale: head.branch,
      faelligkeit: head.dueDate?.toString() ?? null,
      zahlungsart: head.paymentMethod ?? null,
      personenkonto: head.debtor?.account ?? null,
      buchungstext: head.text,
      storno_zu: head.cancels ?? null,
    })
    for (const [index, line] of lines.entries())
      this.postings.push({
        mandant,
        beleg: id,
        position: index + 1,
        betrag: `${Math.floor(line.cents / 100)},${(line.cents % 100).toString().padStart(2, '0')}`,
        soll_haben: line.side,
        konto: line.account,
        gegenkonto: line.contra,
        steuersatz: line.taxRate ?? null,
        buchungstext: line.text,
      })
    return { id, documentNo }
  }

  #inYear(date: Temporal.PlainDate): Temporal.PlainDate {
    return date.year === this.year ? date : Temporal.PlainDate.from({ year: this.year, month: 12, day: 31 })
  }
}
