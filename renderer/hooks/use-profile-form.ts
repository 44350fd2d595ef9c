import { useState } from 'react'
import type {
  CallOutput,
  DraftCheckDto,
  FieldFaultDto,
  Language,
  ProfileChoicesDto,
  ProfileDraftDto,
} from '../../preload/contract/dto'
import { afterPress } from '../after-press'
import { call, type Failure } from '../api'
import { draftOfForm, formOfDraft, type ProfileForm } from '../profile-form'
import { faultAt } from '../schedule-form'
import { useDraftCheck } from './use-draft-check'
import { useWords } from './use-words'

/** What the parts of the form share. */
export interface ProfileFields {
  readonly form: ProfileForm
  readonly choices: ProfileChoicesDto
  /** What is sent: without what does not apply. */
  readonly draft: ProfileDraftDto
  readonly isNew: boolean
  /** Of the sentences that `error` says. */
  readonly language: Language
  /** Null until the core has answered for the first time. */
  readonly check: DraftCheckDto | null
  change(change: Partial<ProfileForm>): void
  /** The person left this field: from now on it says what is wrong. */
  leave(path: string): void
  /** What is wrong at a field that was left. */
  fault(path: string): FieldFaultDto | undefined
  /** The same as a sentence. */
  error(path: string): string | undefined
  /** Shows what is wrong at these fields, too. */
  show(faults: readonly FieldFaultDto[]): void
}

export interface ProfileFormState {
  readonly fields: ProfileFields
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly failure: Failure | null
  /** Every fault is shown, also at fields that nobody left: the person tried to save. */
  readonly showsAll: boolean
  save(): Promise<CallOutput<'profiles.save'> | null>
}

/** A profile that is being written. What is right is the core's to say; here is only kept what was typed, and where. */
export function useProfileForm(start: CallOutput<'profiles.edit'>, isNew: boolean): ProfileFormState {
  const words = useWords()
  const [before] = useState(() => formOfDraft(start.draft))
  const [form, setForm] = useState(before)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [showsAll, setShowsAll] = useState(false)
  const { isSaving, failure, save, forget } = useSave()
  const { choices } = start
  const draft = draftOfForm(form, choices.formats)
  const check = useDraftCheck({ draft, isNew })
  const leave = (paths: readonly string[]) => setLeft((known) => new Set([...known, ...paths]))
  const fault = (path: string) => (showsAll || left.has(path) ? faultAt(check?.faults ?? [], path) : undefined)
  const fields: ProfileFields = {
    ...{ form, choices, draft, isNew, check, fault, language: words.language },
    change: (change) => {
      setForm((now) => ({ ...now, ...change }))
      forget()
    },
    leave: (path) => afterPress(() => leave([path])),
    error: (path) => {
      const found = fault(path)
      return found && words.fault(found)
    },
    show: (faults) => leave(faults.map(({ path }) => path)),
  }
  return {
    ...{ fields, isSaving, failure, showsAll },
    isDirty: JSON.stringify(form) !== JSON.stringify(before),
    save: () => {
      setShowsAll(true)
      return save({ draft, isNew, secret: form.protocol === 'folder' ? null : form.secret })
    },
  }
}

function useSave() {
  const [isSaving, setIsSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async (input: { draft: ProfileDraftDto; isNew: boolean; secret: string | null }) => {
    setIsSaving(true)
    const answer = await call('profiles.save', input)
    setIsSaving(false)
    setFailure(answer.ok ? null : answer)
    return answer.ok ? answer.value : null
  }
  return { isSaving, failure, save, forget: () => setFailure(null) }
}
