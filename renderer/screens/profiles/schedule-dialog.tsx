import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { ScheduleFields } from '../../components/schedule-fields'
import { useWords } from '../../hooks/use-words'
import { draftOf, formOf } from '../../schedule-form'

/** Changes when a profile runs, and nothing else of it. */
export function ScheduleDialog({ profile, onClose }: { profile: ProfileDto; onClose: () => void }) {
  const { t } = useWords()
  // The form keeps what it began with, although the list is asked again meanwhile.
  const [before] = useState(() => formOf(profile))
  const [form, setForm] = useState(before)
  const [isSaving, setIsSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async () => {
    setIsSaving(true)
    const { enabled, startDate, missedRuns } = form
    const settings = { enabled, startDate, missedRuns, schedule: draftOf(form) }
    const answer = await call('profiles.setSchedule', { profileId: profile.id, ...settings })
    setIsSaving(false)
    if (answer.ok) onClose()
    else setFailure(answer)
  }
  return (
    <FormDialog
      title={t('ui.schedule.title')}
      subtitle={profile.name}
      look="wide"
      isDirty={JSON.stringify(form) !== JSON.stringify(before)}
      isSaving={isSaving}
      failure={failure}
      onSave={() => void save()}
      onClose={onClose}
    >
      <ScheduleFields
        value={form}
        onChange={(value) => {
          setForm(value)
          setFailure(null)
        }}
        timeZone={profile.timeZone}
        showAll={failure !== null}
      />
    </FormDialog>
  )
}
