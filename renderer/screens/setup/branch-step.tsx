import { useState } from 'react'
import type { WorkstationDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { Choice } from '../../components/choice'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { StepPage } from './setup-frame'
import { StepFoot, type StepWays } from './step-foot'

const none = '*'

interface BranchStepProps {
  readonly workstation: WorkstationDto
  readonly ways: StepWays
  /** The person said where this computer stands. */
  readonly onAnswered: () => void
}

/** Filiale dieses Arbeitsplatzes: only exports of this branch, and of all branches, run here. */
export function BranchStep({ workstation, ways, onAnswered }: BranchStepProps) {
  const { t } = useWords()
  const edit = useCall('profiles.edit', { profileId: null, duplicateOf: null }, ['ledger.changed'])
  const [chosen, setChosen] = useState(workstation.branch ?? none)
  const [failure, setFailure] = useState<Failure | null>(null)
  const branches = edit.value?.choices.branches ?? []
  const save = async () => {
    const answer = await call('workstation.setBranch', { branch: chosen === none ? null : chosen })
    setFailure(answer.ok ? null : answer)
    if (answer.ok) onAnswered()
  }
  const own = branches.length > 0 && (
    <ActionButton look="primary" icon="check" onPress={() => void save()}>
      {t('ui.setup.branch.do')}
    </ActionButton>
  )
  return (
    <StepPage
      title={t('ui.setup.branch.title')}
      text={t('ui.setup.branch.text', { name: workstation.name })}
      foot={
        <>
          {own}
          <StepFoot {...ways} isDone={false} hasOwn />
        </>
      }
    >
      <section className="card padded" aria-label={t('ui.setup.step.branch')}>
        {edit.value && branches.length === 0 && <Notice tone="quiet" title={t('ui.setup.branch.noBooks')} />}
        {branches.length > 0 && (
          <Choice
            label={t('ui.setup.branch.label')}
            hint={t('ui.setup.branch.hint')}
            options={[
              { id: none, word: t('ui.setup.branch.none') },
              ...branches.map(({ id, name }) => ({ id, word: name })),
            ]}
            value={chosen}
            onChange={setChosen}
          />
        )}
        {failure && <FailureNotice failure={failure} />}
      </section>
    </StepPage>
  )
}
