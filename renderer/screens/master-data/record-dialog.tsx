import { Button } from 'react-aria-components'
import type { MasterRecordDto } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { SwitchField, TextInput } from '../../components/fields'
import { FormDialog } from '../../components/form-dialog'
import { Icon } from '../../components/icon'
import { useMasterForm } from '../../hooks/use-master-form'
import { useWords } from '../../hooks/use-words'
import { documentKinds, masterForm, masterWord } from '../../master-fields'

interface RecordDialogProps {
  readonly record: MasterRecordDto
  readonly onClose: () => void
  readonly onDone: () => void
}

type Form = ReturnType<typeof useMasterForm>
type Spec = (typeof masterForm)[MasterRecordDto['kind']][number]

/** The fields of one Mandant, branch, type or method, each with where its value comes from. */
export function RecordDialog({ record, onClose, onDone }: RecordDialogProps) {
  const { t } = useWords()
  const form = useMasterForm(record, onDone)
  const name = String(record.fields.name?.value ?? record.id)
  return (
    <FormDialog
      title={t(`ui.master.edit.${record.kind}`)}
      subtitle={`${name} (${record.id})`}
      isDirty={form.isDirty}
      isSaving={form.isBusy}
      canSave={form.isDirty}
      failure={form.failure}
      onSave={form.send}
      onClose={onClose}
    >
      <div className="form">
        {masterForm[record.kind].map((spec) => (
          <div key={spec.name} className="origin-field">
            <Input spec={spec} form={form} />
            <Origin spec={spec} form={form} record={record} />
          </div>
        ))}
      </div>
    </FormDialog>
  )
}

const lengths = ['4', '5', '6', '7', '8'] as const

function Input({ spec, form }: { spec: Spec; form: Form }) {
  const { t } = useWords()
  const { name, input, isOptional } = spec
  const label = t(`ui.master.${name}`)
  const error = form.error(name)
  const typed = form.typed(name)
  if (typeof typed === 'boolean') {
    return (
      <SwitchField
        label={label}
        hint={t('ui.master.bookkeepingActiveHint')}
        value={typed}
        onChange={(on) => form.change(name, on)}
      />
    )
  }
  if (input === 'account-length') {
    return (
      <Choice
        label={label}
        hint={t('ui.master.accountLengthHint')}
        error={error}
        value={typed === '' ? 'none' : typed}
        onChange={(length) => form.change(name, length === 'none' ? '' : length)}
        options={[
          { id: 'none', word: t('ui.master.notStated') },
          ...lengths.map((id) => ({ id, word: t('ui.master.digits', { count: Number(id) }) })),
        ]}
      />
    )
  }
  if (input === 'document-kind') {
    return (
      <Choice
        label={label}
        error={error}
        value={typed}
        onChange={(kind) => form.change(name, kind)}
        options={documentKinds.map((id) => ({ id, word: t(`ui.documentKind.${id}`) }))}
      />
    )
  }
  return (
    <TextInput
      label={label}
      hint={hintOf(name, t)}
      error={error}
      value={typed}
      isRequired={!isOptional}
      onChange={(text) => form.change(name, input === 'digits' ? text.replace(/\D/g, '').slice(0, 10) : text)}
      {...(input === 'digits' ? { inputMode: 'numeric' as const } : {})}
    />
  )
}

function hintOf(name: Spec['name'], t: ReturnType<typeof useWords>['t']): string | undefined {
  switch (name) {
    case 'consultantNo':
    case 'clientNo':
    case 'chartOfAccounts':
    case 'fiscalYearStart':
      return t(`ui.master.${name}Hint`)
    default:
      return undefined
  }
}

/** Where the value comes from, what the import says, and the way back to it. */
function Origin({ spec: { name }, form, record }: { spec: Spec; form: Form; record: MasterRecordDto }) {
  const words = useWords()
  const { t } = words
  if (!form.isOwn(name)) {
    return (
      <p className="origin">
        <Icon name="ledger" />
        <span>{t('ui.master.imported')}</span>
      </p>
    )
  }
  const imported = masterWord(name, record.fields[name]?.imported ?? null, words)
  return (
    <p className="origin origin-own">
      <Icon name="edit" />
      <span>{t('ui.master.changedFrom', { imported })}</span>
      <Button
        className="link-button"
        aria-label={t('ui.master.resetField', { field: t(`ui.master.${name}`) })}
        onPress={() => form.reset(name)}
      >
        {t('ui.master.reset')}
      </Button>
    </p>
  )
}
