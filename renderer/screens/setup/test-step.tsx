import { useState } from 'react'
import type { CallOutput, ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { useCall } from '../../hooks/use-call'
import { useConnectionTest } from '../../hooks/use-connection-test'
import { useWords } from '../../hooks/use-words'
import { ServerTest } from '../profiles/form/server-test'
import { StepPage } from './setup-frame'
import { StepFoot, type StepWays } from './step-foot'

interface TestStepProps {
  /** Undefined: there is no export to test yet. */
  readonly profile: ProfileDto | undefined
  readonly isDone: boolean
  readonly ways: StepWays
  /** The target answered as it should. */
  readonly onPassed: () => void
}

/** Verbindungstest: the steps one by one, and the key of a server that nobody knows yet. */
export function TestStep({ profile, isDone, ways, onPassed }: TestStepProps) {
  const { t } = useWords()
  const edit = useCall('profiles.edit', profile ? { profileId: profile.id, duplicateOf: null } : null, [
    'profiles.changed',
  ])
  const page = { title: t('ui.setup.test.title'), text: t('ui.setup.test.text') }
  if (!profile) {
    return (
      <StepPage {...page} foot={<StepFoot {...ways} isDone={isDone} />}>
        <Notice tone="quiet" title={t('ui.setup.noProfile')} />
      </StepPage>
    )
  }
  if (edit.failure) return <FailureNotice failure={edit.failure} />
  if (!edit.value) return null
  return <Testing draft={edit.value.draft} page={page} isDone={isDone} ways={ways} onPassed={onPassed} />
}

interface TestingProps extends Pick<TestStepProps, 'isDone' | 'ways' | 'onPassed'> {
  readonly draft: CallOutput<'profiles.edit'>['draft']
  readonly page: { readonly title: string; readonly text: string }
}

function Testing({ draft, page, isDone, ways, onPassed }: TestingProps) {
  const { t } = useWords()
  const { test, start } = useConnectionTest()
  const [failure, setFailure] = useState<Failure | null>(null)
  const run = async (tested: typeof draft) => {
    const refused = await start(tested, null)
    setFailure(refused)
  }
  /** Pinned in the stored profile at once: the export asks for it, too. */
  const trust = async (hostKey: string) => {
    const pinned = { ...draft, target: { ...draft.target, hostKeys: [...draft.target.hostKeys, hostKey] } }
    const saved = await call('profiles.save', { draft: pinned, isNew: false, secret: null })
    if (saved.ok) await run(pinned)
    else setFailure(saved)
  }
  const hasPassed = test.report?.ok ?? false
  const foot = (
    <>
      <ActionButton
        look={hasPassed || isDone ? 'plain' : 'primary'}
        icon="send"
        isPending={test.isRunning}
        onPress={() => void run(draft)}
      >
        {t('ui.test.start')}
      </ActionButton>
      <StepFoot {...ways} onNext={hasPassed ? onPassed : ways.onNext} isDone={hasPassed || isDone} />
    </>
  )
  return (
    <StepPage {...page} foot={foot}>
      <section className="card padded" aria-label={t('ui.setup.step.test')}>
        <h2>{draft.name}</h2>
        <ServerTest test={test} draft={draft} secret={null} onTrust={(hostKey) => void trust(hostKey)} />
        {failure && !failure.fields && <FailureNotice failure={failure} />}
      </section>
    </StepPage>
  )
}
