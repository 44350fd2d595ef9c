import { memo } from 'react'
import { Choice } from '../../../components/choice'
import { DateField } from '../../../components/date-time-fields'
import { RadioChoice, SwitchField, TextInput } from '../../../components/fields'
import { Icon } from '../../../components/icon'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { useWords } from '../../../hooks/use-words'

/** Konfiguration: who may use the profile, where it runs and from when on. */
export const Configuration = memo(function Configuration({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, change } = fields
  return (
    <>
      <div className="form-columns">
        <Name fields={fields} />
        <Branch fields={fields} />
      </div>
      <div className="form-columns">
        <Computer fields={fields} />
        <DateField
          label={t('ui.form.start')}
          hint={t('ui.schedule.startDateHint')}
          value={form.startDate}
          onChange={(startDate) => change({ startDate })}
          onLeave={() => fields.leave('startDate')}
          error={fields.error('startDate')}
        />
      </div>
      <div className="form-columns">
        <Usage />
        <SwitchField
          label={t('ui.schedule.enabled')}
          hint={t('ui.schedule.enabledHint')}
          value={form.enabled}
          onChange={(enabled) => change({ enabled })}
        />
      </div>
    </>
  )
})

function Name({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, isNew, check } = fields
  const id = isNew ? (check?.id ?? '') : form.id
  return (
    <TextInput
      label={t('ui.form.name')}
      hint={t(isNew ? 'ui.form.idWillBe' : 'ui.form.idIs', { id })}
      isRequired
      autoFocus={isNew}
      value={form.name}
      onChange={(name) => fields.change({ name })}
      onLeave={() => fields.leave('name')}
      error={fields.error('name')}
    />
  )
}

/** An id that the books do not know (any more) stays to be seen. */
const everyBranch = '*'

function Branch({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, choices } = fields
  const known = choices.branches.map(({ id, name }) => ({ id, word: name }))
  const isUnknown = form.branch !== null && !known.some(({ id }) => id === form.branch)
  return (
    <Choice
      label={t('ui.form.branch')}
      hint={t('ui.form.branchHint')}
      options={[
        { id: everyBranch, word: t('ui.form.branchAll') },
        ...known,
        ...(isUnknown ? [{ id: form.branch ?? '', word: t('ui.form.unknown', { id: form.branch ?? '' }) }] : []),
      ]}
      value={form.branch ?? everyBranch}
      onChange={(id) => fields.change({ branch: id === everyBranch ? null : id })}
      error={fields.error('branch')}
    />
  )
}

const everyComputer = 'all'

function Computer({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, choices } = fields
  const here = choices.workstation
  const bound = form.workstation
  const isElsewhere = bound !== null && bound.toLowerCase() !== here.toLowerCase()
  return (
    <RadioChoice
      label={t('ui.form.computer')}
      hint={t('ui.form.computerHint')}
      options={[
        { id: everyComputer, word: t('ui.form.computerAny') },
        { id: 'here', word: t('ui.form.computerHere', { name: here }) },
        ...(isElsewhere ? [{ id: 'elsewhere', word: t('ui.form.computerOther', { name: bound }) }] : []),
      ]}
      value={bound === null ? everyComputer : isElsewhere ? 'elsewhere' : 'here'}
      onChange={(id) => {
        if (id !== 'elsewhere') fields.change({ workstation: id === everyComputer ? null : here })
      }}
    />
  )
}

/** Shown and fixed: every profile runs without a window and without anybody signed in. */
function Usage() {
  const { t } = useWords()
  return (
    <div className="field">
      <span className="field-label">{t('ui.form.usage')}</span>
      <p className="fixed-value">
        <Icon name="check" />
        <span>{t('ui.form.serverSide')}</span>
      </p>
      <p className="field-hint">{t('ui.form.serverSideHint')}</p>
    </div>
  )
}
