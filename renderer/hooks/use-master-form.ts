import { useState } from 'react'
import type { Answer, CallOutput, MasterRecordDto } from '../../preload/contract/dto'
import { call } from '../api'
import { enteredValue, type MasterFieldName, masterForm, type Typed, typedOf } from '../master-fields'
import { useSubmit } from './use-submit'
import { useWords } from './use-words'

type Value = MasterRecordDto['fields'][string]['value']
type FormValues = Readonly<Partial<Record<MasterFieldName, Typed>>>

/** The fields of one record as they are typed, what is wrong with them, and the way to save them. */
export function useMasterForm(record: MasterRecordDto, onDone: () => void) {
  const { fault } = useWords()
  const [form, setForm] = useState<FormValues>(() => formOf(record, 'value'))
  const submit = useSubmit(
    () => save(record, form),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  const { failure, clear, isBusy, send } = submit
  const change = (field: MasterFieldName, typed: Typed) => {
    setForm((now) => ({ ...now, [field]: typed }))
    clear()
  }
  return {
    isBusy,
    failure,
    send,
    change,
    isDirty: changesOf(record, form).length > 0,
    typed: (field: MasterFieldName) => form[field] ?? '',
    /** Whether the field would be something else than the import says. */
    isOwn: (field: MasterFieldName) => {
      const spec = masterForm[record.kind].find((one) => one.name === field)
      return spec !== undefined && enteredValue(spec, form[field] ?? '') !== (record.fields[field]?.imported ?? null)
    },
    /** Back to what was imported, once it is saved. */
    reset: (field: MasterFieldName) => change(field, formOf(record, 'imported')[field] ?? ''),
    error: (field: MasterFieldName) => {
      const found = failure?.fields?.find(({ path }) => path === field)
      return found && fault(found)
    },
  }
}

function formOf({ kind, fields }: MasterRecordDto, which: 'value' | 'imported'): FormValues {
  return Object.fromEntries(
    masterForm[kind].map(({ name, input }) => [name, typedOf(input, fields[name]?.[which] ?? null)]),
  )
}

function changesOf(record: MasterRecordDto, form: FormValues): readonly (readonly [MasterFieldName, Value])[] {
  return masterForm[record.kind].flatMap((spec) => {
    const value = enteredValue(spec, form[spec.name] ?? '')
    return value === (record.fields[spec.name]?.value ?? null) ? [] : [[spec.name, value] as const]
  })
}

/** A field that is again as it was imported follows the import from now on; the others stay over the next one. */
async function save(record: MasterRecordDto, form: FormValues): Promise<Answer<CallOutput<'masterData.edit'>>> {
  const { kind, id, fields } = record
  const changes = changesOf(record, form)
  const isBack = ([name, value]: (typeof changes)[number]) => value === (fields[name]?.imported ?? null)
  const edits = changes.filter((change) => !isBack(change))
  if (edits.length > 0) {
    const edited = await call('masterData.edit', { kind, id, values: Object.fromEntries(edits) })
    if (!edited.ok) return edited
  }
  const resets = changes.filter(isBack).map(([name]) => name)
  return resets.length > 0 ? call('masterData.reset', { kind, id, fields: resets }) : { ok: true, value: {} }
}
