import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { CallOutput, FieldFaultDto } from '../../../../preload/contract/dto'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { FormFailure } from '../../../components/form-dialog'
import { LeaveDialog } from '../../../components/leave-dialog'
import { useCall } from '../../../hooks/use-call'
import { useConnectionTest } from '../../../hooks/use-connection-test'
import { type ProfileFormState, useProfileForm } from '../../../hooks/use-profile-form'
import { useTop } from '../../../hooks/use-top'
import { useWords } from '../../../hooks/use-words'
import { type Section, sectionOf, sections } from '../../../profile-form'
import { Configuration } from './configuration'
import { Email } from './email'
import { Execution } from './execution'
import { FormSection } from './form-section'
import { PreviewButton } from './preview-dialog'
import { SectionNav } from './section-nav'
import { ServerTest } from './server-test'
import { Target } from './target'

/** What is written: a stored profile, a new one, or a new one that begins as another one is. */
export type FormOrder =
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly profileId: string }
  | { readonly kind: 'duplicate'; readonly profileId: string }

interface ProfileFormProps {
  readonly order: FormOrder
  readonly onSaved: (saved: CallOutput<'profiles.save'>, name: string) => void
  readonly onClose: () => void
  readonly onDirty: (isDirty: boolean) => void
  readonly onSettings: () => void
}

/** The form of a profile, as a page of its own. */
export function ProfileForm(props: ProfileFormProps) {
  const { order, onClose } = props
  const { t } = useWords()
  const start = useCall('profiles.edit', {
    profileId: order.kind === 'edit' ? order.profileId : null,
    duplicateOf: order.kind === 'duplicate' ? order.profileId : null,
  })
  if (start.failure) {
    const back = <ActionButton onPress={onClose}>{t('ui.form.back')}</ActionButton>
    return <FailureNotice failure={start.failure} actions={back} />
  }
  if (!start.value) return <p className="loading">{t('ui.loading')}</p>
  return <FormPage {...props} start={start.value} />
}

type FormPageProps = ProfileFormProps & { readonly start: CallOutput<'profiles.edit'> }

function FormPage({ order, start, onSaved, onClose, onDirty, onSettings }: FormPageProps) {
  const { t } = useWords()
  const [named] = useState(() => withCopyName(start, order, (name) => t('ui.form.copyOf', { name })))
  const state = useProfileForm(named, order.kind !== 'edit')
  const { fields, isDirty } = state
  const [current, setCurrent] = useState<Section>('configuration')
  // The block in which somebody types follows every key, the others when there is time; all of them another language.
  const later = useDeferredValue(fields)
  const isAtOnce = (section: Section) => section === current || later.language !== fields.language
  const of = (section: Section) => (isAtOnce(section) ? fields : later)
  const [asks, setAsks] = useState(false)
  const page = useRef<HTMLFormElement>(null)
  const testing = useTesting(state)
  useDirty(isDirty, onDirty)
  useFirstFault(state, page)
  const save = async () => {
    const saved = await state.save()
    if (saved) onSaved(saved, fields.draft.name.trim())
  }
  return (
    <form
      ref={page}
      className="profile-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
      }}
    >
      <header ref={useTop()} className="form-head">
        <h1>{titleOf(order, named.draft.name, t)}</h1>
        <p className="second">{t('ui.form.legend')}</p>
      </header>
      <SectionNav current={current} faults={shownFaults(state)} />
      <div className="form-sections">
        <FormSection section="configuration" onEnter={setCurrent}>
          <Configuration fields={of('configuration')} />
        </FormSection>
        <FormSection section="target" onEnter={setCurrent}>
          <Target fields={of('target')} />
          <div className="button-row">
            <ActionButton icon="send" isPending={testing.test.isRunning} onPress={testing.run}>
              {t('ui.test.start')}
            </ActionButton>
          </div>
          <ServerTest test={testing.test} draft={fields.draft} secret={fields.form.secret} onTrust={testing.trust} />
        </FormSection>
        <FormSection section="execution" onEnter={setCurrent}>
          <Execution fields={of('execution')} />
        </FormSection>
        <FormSection section="email" onEnter={setCurrent}>
          <Email fields={of('email')} onSettings={onSettings} />
        </FormSection>
      </div>
      <footer className="form-bar">
        {state.failure && <FormFailure failure={state.failure} />}
        <div className="button-row">
          <ActionButton look="primary" icon="check" isPending={state.isSaving} onPress={() => void save()}>
            {t('ui.save')}
          </ActionButton>
          <ActionButton onPress={() => (isDirty ? setAsks(true) : onClose())}>{t('ui.cancel')}</ActionButton>
          <span className="bar-gap" />
          <PreviewButton draft={fields.draft} isNew={fields.isNew} choices={fields.choices} onFaults={fields.show} />
          <ActionButton
            icon="send"
            isPending={testing.test.isRunning}
            onPress={() => {
              document.querySelector('.server-test, #section-target')?.scrollIntoView({ block: 'center' })
              testing.run()
            }}
          >
            {t('ui.test.start')}
          </ActionButton>
        </div>
      </footer>
      {asks && <LeaveDialog onStay={() => setAsks(false)} onLeave={onClose} />}
    </form>
  )
}

function withCopyName(
  start: CallOutput<'profiles.edit'>,
  { kind }: FormOrder,
  copyOf: (name: string) => string,
): CallOutput<'profiles.edit'> {
  if (kind !== 'duplicate') return start
  return { ...start, draft: { ...start.draft, name: copyOf(start.draft.name) } }
}

function titleOf({ kind }: FormOrder, name: string, t: ReturnType<typeof useWords>['t']): string {
  return kind === 'edit' ? t('ui.form.titleEdit', { name }) : t(`ui.form.title.${kind}`)
}

function shownFaults({ fields, showsAll }: ProfileFormState): Record<Section, number> {
  const shown = (fields.check?.faults ?? []).filter(({ path }) => showsAll || fields.fault(path) !== undefined)
  const count = (section: Section) => shown.filter(({ path }) => sectionOf(path) === section).length
  // safe: an entry for every section
  return Object.fromEntries(sections.map((section) => [section, count(section)])) as Record<Section, number>
}

function useTesting({ fields }: ProfileFormState) {
  const { test, start } = useConnectionTest()
  const run = (hostKeys: readonly string[]) => {
    const { draft, form } = fields
    const tested = { ...draft, target: { ...draft.target, hostKeys: [...hostKeys] } }
    void start(tested, form.protocol === 'folder' ? null : form.secret).then((failure) => {
      const faults: readonly FieldFaultDto[] | undefined = failure?.fields
      if (faults) fields.show(faults)
    })
  }
  return {
    test,
    run: () => run(fields.draft.target.hostKeys),
    /** Pins the key in the form, and goes on. */
    trust: (hostKey: string) => {
      const hostKeys = [...fields.form.hostKeys, hostKey]
      fields.change({ hostKeys })
      run(hostKeys)
    },
  }
}

function useDirty(isDirty: boolean, onDirty: (isDirty: boolean) => void): void {
  useEffect(() => {
    onDirty(isDirty)
    return () => onDirty(false)
  }, [isDirty, onDirty])
}

/** After a refused save the cursor stands in the first field that is wrong. */
function useFirstFault({ failure, fields }: ProfileFormState, page: { readonly current: HTMLElement | null }): void {
  const hasFields = failure?.fields !== undefined
  const isKnown = (fields.check?.faults.length ?? 0) > 0
  useEffect(() => {
    if (!hasFields || !isKnown) return
    const field = page.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-invalid] button, .multi-invalid [role="option"], .toggle-field-invalid button',
    )
    field?.focus()
    field?.scrollIntoView({ block: 'center' })
  }, [hasFields, isKnown, page])
}
