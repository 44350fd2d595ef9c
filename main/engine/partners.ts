import { createHash } from 'node:crypto'
import type { FormatFault, FormatWriter } from '../core/formats/format'
import type { AccountingDocument, Mandant, PersonalAccount } from '../core/ledger/ledger'
import type { HandedPartner } from '../core/run/run-store'
import type { Ports } from './ports'

const defaultAccountLength = 4
const firstCreditorDigit = '7'

/**
 * Hands the debtors and creditors over that the documents of a run use: those the profile has not handed over yet, and those
 * that changed since.
 */
export class Partners {
  readonly handed: HandedPartner[] = []
  readonly #seen = new Set<string>()
  readonly #profileId: string
  readonly #ports: Pick<Ports, 'ledger' | 'runs'>
  readonly #writer: FormatWriter

  constructor(profileId: string, ports: Pick<Ports, 'ledger' | 'runs'>, writer: FormatWriter) {
    this.#profileId = profileId
    this.#ports = ports
    this.#writer = writer
  }

  async add(mandant: string, account: string): Promise<readonly FormatFault[]> {
    const key = `${mandant} ${account}`
    if (this.#seen.has(key)) return []
    this.#seen.add(key)
    const known = await this.#ports.ledger.personalAccount(mandant, account)
    if (!known) return this.#writer.addPersonalAccount(onlyNumber(mandant, account))
    const contentHash = hashOf(known)
    if (this.#ports.runs.handedPartner(this.#profileId, mandant, account) === contentHash) return []
    this.handed.push({ mandant, account, contentHash })
    return this.#writer.addPersonalAccount(known)
  }
}

/** The personal accounts of a document: the one it names, and those its postings use (longer than a ledger account). */
export function personalAccountsOf(one: AccountingDocument, mandant: Mandant): readonly string[] {
  const length = mandant.accountLength ?? defaultAccountLength
  const used = one.postings.flatMap(({ account, contraAccount }) => [account, contraAccount])
  const personal = used.filter((account) => account.length > length)
  return one.personalAccount === null ? personal : [one.personalAccount, ...personal]
}

function onlyNumber(mandant: string, account: string): PersonalAccount {
  const kind = account.charAt(0) >= firstCreditorDigit ? 'creditor' : 'debtor'
  const names = { company: null, salutation: null, title: null, firstName: null, lastName: null }
  const address = { street: null, postcode: null, city: null, country: null, phone: null, email: null }
  const money = { vatId: null, iban: null, bic: null, paymentTermDays: null, externalNo: null }
  return { mandant, kind, account, ...names, ...address, ...money }
}

/** Independent of the order of the fields. */
function hashOf(account: PersonalAccount): string {
  const entries = Object.entries(account).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex')
}
