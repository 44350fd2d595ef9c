import { type ReactNode, useCallback, useState } from 'react'
import type { AppInfoDto, Language } from '../../../preload/contract/dto'
import type { FactName } from '../../../preload/contract/names'
import { Banners } from '../../components/banners'
import { FailureNotice } from '../../components/failure-notice'
import { LeaveDialog } from '../../components/leave-dialog'
import { useCall } from '../../hooks/use-call'
import { BooksStep } from './books-step'
import { BranchStep } from './branch-step'
import { ExportStep } from './export-step'
import { ProfileStep } from './profile-step'
import { SetupFrame } from './setup-frame'
import { doneSteps, firstOpen, type SetupFacts, type SetupStep, stepBeside } from './setup-steps'
import { TestStep } from './test-step'

const facts = [
  'profiles.changed',
  'runs.changed',
  'ledger.changed',
  'workstation.changed',
  'host.changed',
] as const satisfies readonly FactName[]

interface SetupScreenProps {
  readonly info: AppInfoDto
  readonly onLanguage: (language: Language) => void
  readonly userMenu: ReactNode
  /** Finished, or put off. */
  readonly onClose: () => void
  readonly onShowRun: (runId: string) => void
}

/** Ersteinrichtung: asks what is there already, and goes on with the first step that is not done. */
export function SetupScreen(props: SetupScreenProps) {
  const ledger = useCall('ledger.status', {}, facts)
  const workstation = useCall('workstation.show', {}, facts)
  const profiles = useCall('profiles.list', {}, facts)
  const [answered, setAnswered] = useState<ReadonlySet<SetupStep>>(new Set())
  const answer = useCallback((step: SetupStep) => setAnswered((known) => new Set([...known, step])), [])
  const failure = ledger.failure ?? workstation.failure ?? profiles.failure
  if (failure) return <FailureNotice failure={failure} />
  if (!ledger.value || !workstation.value || !profiles.value) return null
  const found = { ledger: ledger.value, workstation: workstation.value, profiles: profiles.value, answered }
  return <Assistant {...props} found={found} onAnswered={answer} />
}

interface AssistantProps extends SetupScreenProps {
  readonly found: SetupFacts
  readonly onAnswered: (step: SetupStep) => void
}

function Assistant({ found, onAnswered, onClose, onShowRun, ...frame }: AssistantProps) {
  const done = doneSteps(found)
  const [step, setStep] = useState<SetupStep>(() => firstOpen(done))
  const [isDirty, setIsDirty] = useState(false)
  const [asks, setAsks] = useState(false)
  const before = stepBeside(step, -1)
  const next = stepBeside(step, 1)
  const ways = {
    onBack: before && before !== 'administrator' ? () => setStep(before) : undefined,
    onNext: () => (next ? setStep(next) : onClose()),
    onLater: () => (isDirty ? setAsks(true) : onClose()),
  }
  const pass = (passed: SetupStep) => {
    onAnswered(passed)
    ways.onNext()
  }
  const { ledger, workstation, profiles } = found
  const [profile] = profiles
  return (
    <SetupFrame {...frame} current={step} done={done} onStep={setStep}>
      <Banners
        {...{ hostStopped: frame.info.host === 'stopped', workstation, profiles, onShowRun }}
        status={null}
        hasTroubleList
      />
      {step === 'books' && <BooksStep ledger={ledger} ways={ways} />}
      {step === 'branch' && <BranchStep workstation={workstation} ways={ways} onAnswered={() => pass('branch')} />}
      <ProfileStep
        profiles={profiles}
        hasLedger={ledger.mandants.length > 0}
        isHidden={step !== 'profile'}
        ways={ways}
        onSaved={() => setStep('test')}
        onDirty={setIsDirty}
      />
      {step === 'test' && (
        <TestStep profile={profile} isDone={done.has('test')} ways={ways} onPassed={() => pass('test')} />
      )}
      {step === 'export' && <ExportStep {...{ profiles, profile, ways, onShowRun }} isDone={done.has('export')} />}
      {asks && <LeaveDialog onStay={() => setAsks(false)} onLeave={onClose} />}
    </SetupFrame>
  )
}
