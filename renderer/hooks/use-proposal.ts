import { useRef, useState } from 'react'
import type { InvoiceDetailsDto, InvoiceProposalDto } from '../../preload/contract/dto'
import { call } from '../api'

interface Whose {
  readonly mandant: string
  /** '' while nobody is chosen. */
  readonly creditor: string
}

/** What would be booked, asked again when a person says whose the invoice is; the newest answer counts. */
export function useProposal({ id, proposal: first }: InvoiceDetailsDto) {
  const [proposal, setProposal] = useState<InvoiceProposalDto>(first)
  const newest = useRef(0)
  const propose = async ({ mandant, creditor }: Whose, onAnswer: (proposal: InvoiceProposalDto) => void) => {
    const turn = ++newest.current
    const answer = await call('invoices.show', { id, mandant: mandant || null, creditor: creditor || null })
    if (!answer.ok || turn !== newest.current) return
    setProposal(answer.value.proposal)
    onAnswer(answer.value.proposal)
  }
  return {
    proposal,
    propose: (whose: Whose, onAnswer: (proposal: InvoiceProposalDto) => void) => void propose(whose, onAnswer),
  }
}
