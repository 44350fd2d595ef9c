import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { TextInput } from '../../components/fields'
import { FormDialog } from '../../components/form-dialog'
import { useWords, type Words } from '../../hooks/use-words'

/** Changes whom a profile writes to when it fails. */
export function EmailDialog({ profile, onClose }: { profile: ProfileDto; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const [before] = useState(() => profile.email.join('\n'))
  const [text, setText] = useState(before)
  const [isSaving, setIsSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async () => {
    setIsSaving(true)
    const email = text.split(/[\n,;]/).flatMap((line) => line.trim() || [])
    const answer = await call('profiles.setEmail', { profileId: profile.id, email })
    setIsSaving(false)
    if (answer.ok) onClose()
    else setFailure(answer)
  }
  return (
    <FormDialog
      title={t('ui.email.title')}
      subtitle={profile.name}
      isDirty={text !== before}
      isSaving={isSaving}
      failure={failure}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label={t('ui.email.addresses')}
        hint={t('ui.email.addressesHint')}
        rows={5}
        autoFocus
        value={text}
        onChange={(value) => {
          setText(value)
          setFailure(null)
        }}
        error={addressError(failure, words)}
      />
    </FormDialog>
  )
}

/** The first address that is none; other lines follow once it is right. */
function addressError(failure: Failure | null, words: Words): string | undefined {
  const fault = failure?.fields?.find(({ path }) => path.startsWith('email'))
  return fault && words.t('ui.email.faulty', { value: fault.value ?? '', reason: words.fault(fault) })
}
