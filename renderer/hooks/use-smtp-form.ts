import { useEffect, useState } from 'react'
import type { FieldFaultDto, SmtpEntryDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { faultAt } from '../schedule-form'
import { type SmtpForm, smtpDraftOf, smtpFormOf } from '../smtp-form'
import { useWords } from './use-words'

/** Where a field of the form stands in the settings: faults come back under that name. */
const paths: Readonly<Partial<Record<keyof SmtpForm, string>>> = {
  oauthProvider: 'oauth2.provider',
  clientId: 'oauth2.clientId',
  tenant: 'oauth2.tenant',
  tokenUrl: 'oauth2.tokenUrl',
}
const pathOf = (field: keyof SmtpForm) => paths[field] ?? field

export interface SmtpFormState {
  readonly form: SmtpForm
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly isSaved: boolean
  /** A password or token went along with what was saved last. */
  readonly sentSecret: boolean
  readonly failure: Failure | null
  change(change: Partial<SmtpForm>): void
  reset(): void
  save(): void
  /** What is wrong with a field, as a sentence. */
  error(field: keyof SmtpForm): string | undefined
}

/** The form of the mail server: what is typed, what main said to it, and whether it is saved. */
export function useSmtpForm(
  entry: SmtpEntryDto,
  onSaved: () => void,
  onDirty: (isDirty: boolean) => void,
): SmtpFormState {
  const words = useWords()
  const stored = smtpFormOf(entry.settings, words.language)
  const [form, setForm] = useState(stored)
  const [isSaving, setIsSaving] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  const [sentSecret, setSentSecret] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [faults, setFaults] = useState<readonly FieldFaultDto[]>([])
  const isDirty = JSON.stringify(form) !== JSON.stringify(stored)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const settle = (next: Failure | null) => {
    setFailure(next)
    setFaults(next?.fields ?? [])
  }
  const save = async () => {
    setIsSaving(true)
    const { secret, clientSecret } = form
    const answer = await call('smtp.save', {
      settings: smtpDraftOf(form),
      ...(secret === '' ? {} : { secret }),
      ...(clientSecret === '' ? {} : { clientSecret }),
    })
    setIsSaving(false)
    setIsSaved(answer.ok)
    settle(answer.ok ? null : answer)
    if (!answer.ok) return
    setSentSecret(secret !== '')
    setForm(smtpFormOf(smtpDraftOf(form), words.language))
    onSaved()
  }
  return {
    form,
    isDirty,
    isSaving,
    isSaved: isSaved && !isDirty,
    sentSecret,
    failure,
    change: (change) => {
      setForm((before) => ({ ...before, ...change }))
      setIsSaved(false)
      const changed = Object.keys(change).map((field) => pathOf(field as keyof SmtpForm)) // safe: keys of a part of the form
      setFaults((before) => before.filter((fault) => !changed.includes(fault.path)))
    },
    reset: () => {
      setForm(stored)
      settle(null)
    },
    save: () => void save(),
    error: (field) => {
      const fault = faultAt(faults, pathOf(field))
      return fault && words.fault(fault)
    },
  }
}
