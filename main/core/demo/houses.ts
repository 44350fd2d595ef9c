import { createDice } from './random'

/** Accounts by what they are for; two charts of accounts give them different numbers. */
export interface Chart {
  readonly name: 'SKR03' | 'SKR04'
  readonly till: string
  readonly bank: string
  readonly transit: string
  readonly revenue19: string
  readonly revenue7: string
  readonly prepayments: string
  readonly goods19: string
  readonly goods7: string
  readonly rent: string
  readonly supplies: string
  readonly advertising: string
}

const skr03: Chart = {
  name: 'SKR03',
  till: '1000',
  bank: '1200',
  transit: '1360',
  revenue19: '8400',
  revenue7: '8300',
  prepayments: '1718',
  goods19: '3400',
  goods7: '3300',
  rent: '4210',
  supplies: '4930',
  advertising: '4610',
}
const skr04: Chart = {
  name: 'SKR04',
  till: '1600',
  bank: '1800',
  transit: '1460',
  revenue19: '4400',
  revenue7: '4300',
  prepayments: '3272',
  goods19: '5400',
  goods7: '5300',
  rent: '6310',
  supplies: '6815',
  advertising: '6600',
}

export interface Article {
  readonly text: string
  readonly taxRate: 19 | 7
  /** Gross price range in cents. */
  readonly from: number
  readonly to: number
}

export interface Debtor {
  readonly account: string
  readonly firstName: string
  readonly lastName: string
  readonly salutation: string
  readonly street: string
  readonly postcode: string
  readonly city: string
}

export interface Creditor {
  readonly account: string
  readonly company: string
  readonly city: string
  readonly postcode: string
  readonly vatId: string
}

/** One Mandant with all that belongs to it. */
export interface House {
  readonly mandant: string
  readonly name: string
  readonly consultantNo: string
  readonly clientNo: string
  readonly vatId: string
  readonly chart: Chart
  readonly branches: readonly [Branch, ...Branch[]]
  readonly articles: readonly [Article, ...Article[]]
  readonly debtors: readonly [Debtor, ...Debtor[]]
  readonly creditors: readonly [Creditor, ...Creditor[]]
}

interface Branch {
  readonly branch: string
  readonly name: string
  readonly costCentre: string
}

const optics: readonly [Article, ...Article[]] = [
  { text: 'Gleitsichtbrille mit Entspiegelung', taxRate: 19, from: 38_000, to: 129_000 },
  { text: 'Einstärkenbrille', taxRate: 19, from: 9_900, to: 42_000 },
  { text: 'Sonnenbrille in Sehstärke', taxRate: 19, from: 14_900, to: 39_900 },
  { text: 'Kontaktlinsen, Halbjahrespaket', taxRate: 19, from: 7_990, to: 23_900 },
  { text: 'Pflegemittel und Zubehör', taxRate: 19, from: 690, to: 4_950 },
  { text: 'Ratgeber „Gutes Sehen“', taxRate: 7, from: 990, to: 2_480 },
]
const hearing: readonly [Article, ...Article[]] = [
  { text: 'Hörgerät, beidseitig', taxRate: 7, from: 89_000, to: 389_000 },
  { text: 'Hörgerät, rechts', taxRate: 7, from: 49_000, to: 189_000 },
  { text: 'Otoplastik nach Maß', taxRate: 7, from: 4_500, to: 12_900 },
  { text: 'Gehörschutz', taxRate: 19, from: 5_900, to: 17_900 },
  { text: 'Batterien und Zubehör', taxRate: 19, from: 590, to: 3_990 },
  { text: 'TV-Übertragungsgerät', taxRate: 19, from: 12_900, to: 29_900 },
]

const firstNames: readonly [string, ...string[]] = [
  'Jörg',
  'Änne',
  'Günther',
  'Bärbel',
  'Björn',
  'Käthe',
  'Jürgen',
  'Sören',
  'Zoë',
  'René',
  'Ute',
  'Karl',
]
const lastNames: readonly [string, ...string[]] = [
  'Müller',
  'Weiß',
  'Schröder',
  'Böhm',
  'Köhler',
  'Großmann',
  'Öztürk',
  'Jäger',
  'Krämer',
  'Löffler',
  'Süß',
  'Nuñez',
  'Händel',
  'Vogt',
]
const streets: readonly [string, ...string[]] = [
  'Königstraße',
  'Am Mühlgraben',
  'Schloßplatz',
  'Gänsemarkt',
  'Lindenallee',
  'Ölmühlweg',
]
const places: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['80331', 'München'],
  ['50667', 'Köln'],
  ['40213', 'Düsseldorf'],
  ['90402', 'Nürnberg'],
  ['97070', 'Würzburg'],
  ['35390', 'Gießen'],
]

const debtorsPerHouse = 20

/** The demo chain: an optician with two shops and a hearing-aid acoustician with one. */
export function demoHouses(): readonly House[] {
  return [
    {
      mandant: 'M1',
      name: 'Sehwerk Optik GmbH',
      consultantNo: '1001',
      clientNo: '10101',
      vatId: 'DE111111125',
      chart: skr03,
      branches: [
        { branch: 'F1', name: 'Sehwerk am Markt', costCentre: '100' },
        { branch: 'F2', name: 'Sehwerk Südstadt', costCentre: '200' },
      ],
      articles: optics,
      debtors: debtorsOf(1),
      creditors: creditorsOf(['Glas & Schliff GmbH', 'Fassungsgroßhandel Süd', 'Linsenkontor KG', 'Bürobedarf Höfer']),
    },
    {
      mandant: 'M2',
      name: 'Hörwerk Akustik GmbH',
      consultantNo: '1001',
      clientNo: '10102',
      vatId: 'DE222222234',
      chart: skr04,
      branches: [{ branch: 'F3', name: 'Hörwerk am Tor', costCentre: '300' }],
      articles: hearing,
      debtors: debtorsOf(2),
      creditors: creditorsOf([
        'Hörsysteme Nord AG',
        'Otoplastik-Labor Öhler',
        'Batteriehandel Groß',
        'Werbung & Druck',
      ]),
    },
  ]
}

function debtorsOf(seed: number): House['debtors'] {
  const dice = createDice(seed)
  const one = (index: number): Debtor => {
    const [postcode, city] = dice.pick(places)
    return {
      account: String(10_001 + index),
      firstName: dice.pick(firstNames),
      lastName: dice.pick(lastNames),
      salutation: dice.oneIn(2) ? 'Frau' : 'Herr',
      street: `${dice.pick(streets)} ${dice.whole(1, 98)}`,
      postcode,
      city,
    }
  }
  const [first, ...others] = Array.from({ length: debtorsPerHouse }, (_, index) => index)
  return [one(first ?? 0), ...others.map(one)]
}

function creditorsOf(names: readonly [string, ...string[]]): House['creditors'] {
  const one = (company: string, index: number): Creditor => {
    const [postcode, city] = places[index % places.length] ?? places[0]
    return { account: String(70_001 + index), company, postcode, city, vatId: `DE33333333${index + 1}` }
  }
  const [first, ...others] = names
  return [one(first, 0), ...others.map((company, index) => one(company, index + 1))]
}
