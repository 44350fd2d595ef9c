import type { InvoiceChoicesDto } from '../../../../preload/contract/dto'
import type { Option } from '../../../components/choice'

type Options = readonly Option<string>[]

/** `70001 Muster Glas GmbH` */
export function creditorOptions(choices: InvoiceChoicesDto | null): Options {
  return (choices?.creditors ?? []).map(({ account, name }) => ({ id: account, word: wordOf(account, name) }))
}

/** `4400 Wareneingang` */
export function accountOptions(choices: InvoiceChoicesDto | null): Options {
  return (choices?.accounts ?? []).map(({ account, label }) => ({ id: account, word: wordOf(account, label) }))
}

const wordOf = (account: string, name: string | null) => [account, name].filter(Boolean).join(' ')
