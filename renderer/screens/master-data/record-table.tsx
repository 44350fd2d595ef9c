import { memo, useMemo, useState } from 'react'
import type { MasterKindDto, MasterRecordDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { Icon } from '../../components/icon'
import { RowGap } from '../../components/row-gap'
import { SearchBox } from '../../components/search-box'
import { StatusMark } from '../../components/status-mark'
import { useMay } from '../../hooks/use-access'
import { useRowWindow } from '../../hooks/use-row-window'
import { useWords } from '../../hooks/use-words'
import { type MasterFieldName, masterForm, masterWord } from '../../master-fields'
import { MandantSettingsDialog } from './mandant-settings-dialog'
import { RecordDialog } from './record-dialog'

interface RecordTableProps {
  readonly kind: MasterKindDto
  readonly records: readonly MasterRecordDto[]
  /** Every record, for the names of Mandanten. */
  readonly all: readonly MasterRecordDto[]
  readonly onSaved: () => void
}

type Open = { readonly dialog: 'edit' | 'settings'; readonly record: MasterRecordDto } | null

/** With more than these there is something to search. */
const searchFrom = 8

/** All Mandanten, branches, document types or payment methods, with what a person changed in them marked. */
export function RecordTable({ kind, records, all, onSaved }: RecordTableProps) {
  const { t } = useWords()
  const [sought, setSought] = useState('')
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const done = () => {
    close()
    onSaved()
  }
  const found = records.filter((record) => isFound(record, sought))
  return (
    <>
      {records.length >= searchFrom && (
        <SearchBox label={t('ui.search')} placeholder={t('ui.master.search')} value={sought} onChange={setSought} />
      )}
      {found.length === 0 ? (
        <p className="nothing">{t('ui.master.nothingFound')}</p>
      ) : (
        <Table kind={kind} records={found} all={all} onOpen={setOpen} />
      )}
      {open?.dialog === 'edit' && <RecordDialog record={open.record} onClose={close} onDone={done} />}
      {open?.dialog === 'settings' && <MandantSettingsDialog record={open.record} onClose={close} />}
    </>
  )
}

function isFound({ id, fields }: MasterRecordDto, sought: string): boolean {
  const wanted = sought.trim().toLowerCase()
  return [id, ...Object.values(fields).map(({ value }) => String(value ?? ''))].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}

interface TableProps extends Pick<RecordTableProps, 'kind' | 'records' | 'all'> {
  readonly onOpen: (open: Open) => void
}

function Table({ kind, records, all, onOpen }: TableProps) {
  const { t } = useWords()
  const mayEdit = useMay('configure')
  const names = useMemo(
    () => new Map(all.filter((one) => one.kind === 'mandant').map((one) => [one.id, one.fields.name?.value])),
    [all],
  )
  const rows = useRowWindow(records.length)
  return (
    <div className="card">
      <table className="table master" aria-rowcount={records.length + 1}>
        <caption className="visually-hidden">{t(`ui.master.tab.${kind}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.master.name')}</th>
            {kind === 'branch' && <th scope="col">{t('ui.mandant')}</th>}
            {columnsOf(kind).map((column) => (
              <th key={column} scope="col">
                {t(`ui.master.short.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('ui.master.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={rows.body}>
          <RowGap height={rows.before} />
          {records.slice(rows.first, rows.end).map((record, offset) => (
            <RecordRow
              key={record.id}
              record={record}
              index={rows.first + offset}
              mandant={String(names.get(record.mandant ?? '') ?? record.mandant)}
              mayEdit={mayEdit}
              onOpen={onOpen}
            />
          ))}
          <RowGap height={rows.after} />
        </tbody>
      </table>
    </div>
  )
}

const columnsOf = (kind: MasterKindDto) => masterForm[kind].map(({ name }) => name).filter((name) => name !== 'name')

interface RecordRowProps extends ActionsProps {
  /** Place in the whole list, from 0. */
  readonly index: number
  /** Name of the Mandant it belongs to. */
  readonly mandant: string
}

/** Drawn again only when it changed: a chain has hundreds. */
const RecordRow = memo(function RecordRow({ record, index, mandant, mayEdit, onOpen }: RecordRowProps) {
  return (
    <tr data-row={index} aria-rowindex={index + 2}>
      <th scope="row">
        <Value record={record} field="name" />
        <span className="second">{record.id}</span>
      </th>
      {record.kind === 'branch' && <td>{mandant}</td>}
      {columnsOf(record.kind).map((column) => (
        <td key={column}>
          <Value record={record} field={column} />
        </td>
      ))}
      <td className="master-actions">
        <Actions record={record} mayEdit={mayEdit} onOpen={onOpen} />
      </td>
    </tr>
  )
})

function Value({ record, field }: { record: MasterRecordDto; field: MasterFieldName }) {
  const words = useWords()
  const { value = null, imported = null, edited = false } = record.fields[field] ?? {}
  const word = masterWord(field, value, words)
  return (
    <>
      {field === 'bookkeepingActive' ? <StatusMark tone={value === true ? 'good' : 'quiet'} word={word} /> : word}
      {edited && (
        <span
          className="changed-mark"
          title={words.t('ui.master.changedFrom', { imported: masterWord(field, imported, words) })}
        >
          <Icon name="edit" />
          <span>{words.t('ui.master.changed')}</span>
        </span>
      )}
    </>
  )
}

interface ActionsProps {
  readonly record: MasterRecordDto
  readonly mayEdit: boolean
  readonly onOpen: TableProps['onOpen']
}

function Actions({ record, mayEdit, onOpen }: ActionsProps) {
  const { t } = useWords()
  const name = String(record.fields.name?.value ?? record.id)
  return (
    <div className="button-row button-row-end">
      {record.kind === 'mandant' && (
        <ActionButton label={t('ui.master.taxKeysOf', { name })} onPress={() => onOpen({ dialog: 'settings', record })}>
          {t('ui.master.taxKeys')}
        </ActionButton>
      )}
      {mayEdit && (
        <ActionButton
          icon="edit"
          label={t('ui.master.editOf', { name })}
          onPress={() => onOpen({ dialog: 'edit', record })}
        >
          {t('ui.master.editVerb')}
        </ActionButton>
      )}
    </div>
  )
}
