import { useEffect, useRef, useState } from 'react'
import type { CallOutput, ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { TimeInput } from '../../components/date-time-fields'
import { FailureNotice } from '../../components/failure-notice'
import { TextInput } from '../../components/fields'
import { FormFailure } from '../../components/form-dialog'
import { MultiChoice } from '../../components/multi-choice'
import { Notice } from '../../components/notice'
import { useCall } from '../../hooks/use-call'
import { type ProfileFields, useProfileForm } from '../../hooks/use-profile-form'
import { useWords } from '../../hooks/use-words'
import { Target } from '../profiles/form/target'
import { StepPage } from './setup-frame'
import { StepFoot, type StepWays } from './step-foot'

interface ProfileStepProps {
  readonly profiles: readonly ProfileDto[]
  readonly hasLedger: boolean
  readonly isHidden: boolean
  readonly ways: StepWays
  readonly onSaved: () => void
  readonly onDirty: (isDirty: boolean) => void
}

/** Erste Schnittstelle: what nobody can guess, and for the rest what most people would choose. */
export function ProfileStep(props: ProfileStepProps) {
  const { profiles, isHidden, ways } = props
  const { t } = useWords()
  // Asked again when the books come: what can be chosen is made of them.
  const order = profiles.length === 0 ? { profileId: null, duplicateOf: null } : null
  const start = useCall('profiles.edit', order, ['ledger.changed', 'workstation.changed'])
  const [first] = profiles
  if (first) {
    return (
      <Page isHidden={isHidden} foot={<StepFoot {...ways} isDone />}>
        <section className="card padded" aria-label={t('ui.setup.step.profile')}>
          <Notice tone="good" title={t('ui.setup.profile.there', { count: profiles.length, name: first.name })} />
        </section>
      </Page>
    )
  }
  if (start.failure) return <FailureNotice failure={start.failure} />
  if (!start.value) return null
  return <NewProfile {...props} start={start.value} />
}

type PageProps = Pick<Parameters<typeof StepPage>[0], 'isHidden' | 'foot' | 'children'>

function Page(props: PageProps) {
  const { t } = useWords()
  return <StepPage title={t('ui.setup.profile.title')} text={t('ui.setup.profile.text')} {...props} />
}

type NewProfileProps = ProfileStepProps & { readonly start: CallOutput<'profiles.edit'> }

function NewProfile({ start, isHidden, hasLedger, ways, onSaved, onDirty }: NewProfileProps) {
  const { t } = useWords()
  const { fields, isSaving, failure, save } = useProfileForm(start, true)
  useSelection(start, fields)
  const isDirty = hasTyped(fields.form)
  const form = useRef<HTMLFormElement>(null)
  const demo = useDemoProfile(onSaved)
  useEffect(() => {
    onDirty(isDirty)
    return () => onDirty(false)
  }, [isDirty, onDirty])
  const store = async () => {
    if (await save()) onSaved()
    // What is wrong is marked now: the cursor goes there.
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const foot = (
    <>
      <ActionButton look="primary" icon="check" isPending={isSaving} onPress={() => void store()}>
        {t('ui.setup.profile.do')}
      </ActionButton>
      {hasLedger && (
        <ActionButton icon="play" isPending={demo.isBusy} onPress={demo.create}>
          {t('ui.demo.createProfile')}
        </ActionButton>
      )}
      <StepFoot {...ways} isDone={false} />
    </>
  )
  return (
    <Page isHidden={isHidden} foot={foot}>
      <form ref={form} className="card padded" noValidate onSubmit={(event) => event.preventDefault()}>
        {!hasLedger && <Notice tone="waiting" title={t('ui.setup.profile.noBooks')} />}
        <Essentials fields={fields} />
        {failure && <FormFailure failure={failure} />}
        {demo.failure && <FailureNotice failure={demo.failure} />}
      </form>
    </Page>
  )
}

/** What most people would choose of the books, also when these come after the first letters were typed. */
function useSelection({ draft: { selection } }: CallOutput<'profiles.edit'>, { form, change }: ProfileFields): void {
  const { documentTypes, mandants } = selection
  const isLate = form.documentTypes.length === 0 && documentTypes.length > 0
  useEffect(() => {
    if (isLate) change({ documentTypes, mandants })
  })
}

const hasTyped = ({ name, host, user, directory, folder, secret }: ProfileFields['form']) =>
  secret !== null || [name, host, user, directory, folder].some((text) => text !== '')

function useDemoProfile(onSaved: () => void) {
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const create = async () => {
    setIsBusy(true)
    const answer = await call('profiles.createDemo', {})
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
    if (answer.ok) onSaved()
  }
  return { isBusy, failure, create: () => void create() }
}

/** Name, target, whose books, and when. */
function Essentials({ fields }: { fields: ProfileFields }) {
  const words = useWords()
  const { t } = words
  const { form, choices, change, leave, error, fault } = fields
  const timeFault = fault('schedule.time')
  return (
    <>
      <TextInput
        label={t('ui.form.name')}
        hint={t('ui.setup.profile.nameHint')}
        isRequired
        value={form.name}
        onChange={(name) => change({ name })}
        onLeave={() => leave('name')}
        error={error('name')}
      />
      <Target fields={fields} />
      {choices.mandants.length > 1 && (
        <MultiChoice
          label={t('ui.form.mandants')}
          isRequired
          noneWord={t('ui.multi.nothing')}
          options={choices.mandants.map(({ id, name, bookkeepingActive }) => ({
            id,
            word: name,
            note: bookkeepingActive ? undefined : t('ui.form.bookkeepingOff'),
          }))}
          value={form.mandants}
          onChange={(mandants) => change({ mandants })}
          onLeave={() => leave('selection.mandants')}
          error={fault('selection.mandants') && t('ui.form.mandantsMissing')}
        />
      )}
      <TimeInput
        label={t('ui.schedule.time')}
        hint={t('ui.setup.profile.timeHint')}
        isRequired
        value={form.time}
        onChange={(time) => change({ time })}
        onLeave={() => leave('schedule.time')}
        error={timeFault && words.fault(timeFault)}
      />
    </>
  )
}
