import { useState } from 'react'
import type { InvoiceChoicesDto, InvoiceDetailsDto, InvoiceProposalDto } from '../../preload/contract/dto'
import { amountText, centsOf } from '../amounts'
import { call } from '../api'
import {
  assignmentOf,
  type InvoiceForm,
  invoiceFormOf,
  newPosition,
  type PositionForm,
  positionsOf,
  restOf,
  unreadable,
  withAccount,
} from '../invoice-form'
import { useCall } from './use-call'
import { useProposal } from './use-proposal'
import { useSubmit } from './use-submit'
import { useWords } from './use-words'

const wordsOf = {
  missing: 'fault.input-missing',
  amount: 'ui.invoices.amountFault',
  rate: 'ui.master.rateFault',
} as const

/** Incoming invoice to book: what is typed, what is wrong with it, what a person must decide, and the way into the books. */
export function useInvoiceForm(details: InvoiceDetailsDto, onDone: (remembered: number) => void) {
  const words = useWords()
  const { language } = words
  const [form, setForm] = useState<InvoiceForm>(() => invoiceFormOf(details, language))
  const [isChanged, setIsChanged] = useState(false)
  const [ownPositions, setOwnPositions] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [confirmed, setConfirmed] = useState(false)
  const [remember, setRemember] = useState(false)
  const faulty = unreadable(form, language)
  const choices = useCall('invoices.choices', form.mandant === '' ? null : { mandant: form.mandant }, [
    'ledger.changed',
  ])
  const { proposal, propose } = useProposal(details)
  const submit = useSubmit(
    () => call('invoices.assign', { id: details.id, assignment: assignmentOf(form, language), confirmed, remember }),
    (answer) => {
      if (answer.ok) onDone(answer.value.remembered)
    },
  )
  const change = (next: Partial<InvoiceForm>) => {
    setForm((now) => ({ ...now, ...next }))
    setIsChanged(true)
    submit.clear()
  }
  const changePositions = (positions: readonly PositionForm[]) => {
    change({ positions })
    setOwnPositions(true)
  }
  /** Another creditor has other rules: what nobody touched is proposed anew. */
  const changeWhose = (next: Partial<Pick<InvoiceForm, 'mandant' | 'creditor'>>) => {
    change(next)
    setConfirmed(false)
    propose({ ...form, ...next }, (fresh) => {
      if (!ownPositions && fresh.positions.length > 0) {
        setForm((now) => ({ ...now, positions: positionsOf(fresh, language) }))
      }
    })
  }
  return {
    ...{ form, choices: choices.value, proposal, isChanged, confirmed, remember, setConfirmed, setRemember },
    ...{ change, changeWhose, isBusy: submit.isBusy, failure: submit.failure },
    rest: restOf(form, language),
    differs: differsFrom(proposal, form, centsOf(form.gross, language)),
    leave: (path: string) => setLeft((now) => new Set(now).add(path)),
    error: (path: string): string | undefined => {
      const own = left.has(path) ? faulty.get(path) : undefined
      if (own) return words.t(wordsOf[own])
      const found = submit.failure?.fields?.find((one) => one.path === path)
      return found && words.fault(found)
    },
    position: positionChanges(form, choices.value, changePositions, () => {
      const rest = restOf(form, language)
      return rest !== null && rest > 0 ? amountText(rest, language) : ''
    }),
    /** Shows what cannot be read, or sends. */
    book: () => {
      setLeft((now) => new Set([...now, ...faulty.keys()]))
      if (faulty.size === 0) submit.send()
    },
  }
}

export type InvoiceFormState = ReturnType<typeof useInvoiceForm>

function positionChanges(
  { positions }: InvoiceForm,
  choices: InvoiceChoicesDto | null,
  set: (positions: readonly PositionForm[]) => void,
  restText: () => string,
) {
  const replace = (id: string, next: (position: PositionForm) => PositionForm) =>
    set(positions.map((one) => (one.id === id ? next(one) : one)))
  return {
    change: (id: string, next: Partial<PositionForm>) => replace(id, (one) => ({ ...one, ...next })),
    changeAccount: (id: string, account: string) => replace(id, (one) => withAccount(one, account, choices)),
    /** The new one takes what is left. */
    add: () => set([...positions, newPosition(restText())]),
    remove: (id: string) => set(positions.filter((one) => one.id !== id)),
  }
}

/** What the invoice says it costs, where a person wants to book something else; null: the same, or it says nothing. */
function differsFrom(
  { grossCents, creditNote }: InvoiceProposalDto,
  form: InvoiceForm,
  gross: number | null,
): { readonly stated: number; readonly gross: number } | null {
  if (grossCents === null || gross === null) return null
  return grossCents === gross && creditNote === form.creditNote ? null : { stated: grossCents, gross }
}
