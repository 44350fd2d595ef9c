import type { z } from 'zod'
import type { CallName, FactName } from './names'
import type * as schema from './schemas'

type Calls = typeof schema.calls
type Facts = typeof schema.facts

export type CallInput<K extends CallName> = z.input<Calls[K]['in']>
/** What a handler is given: parsed, trimmed. */
export type CallRequest<K extends CallName> = z.output<Calls[K]['in']>
export type CallOutput<K extends CallName> = z.output<Calls[K]['out']>
export type FactData<K extends FactName> = z.output<Facts[K]>

export type CallErrorDto = z.output<typeof schema.CallError>
/** What comes back over the wire. Trouble is a value: a call never rejects. */
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & CallErrorDto)

/** `window.belegbote`: all that the page can reach. */
export interface Bridge {
  call<K extends CallName>(name: K, input: CallInput<K>): Promise<Answer<CallOutput<K>>>
  /** Answers its own unsubscribe. */
  on<K extends FactName>(name: K, listener: (data: FactData<K>) => void): () => void
  /**
   * Imports what the person dropped onto the window. The page hands over the files themselves: which paths they have, the
   * preload script asks the system.
   */
  drop(files: readonly object[]): Promise<Answer<CallOutput<'ledger.importDropped'>>>
}

export type TroubleDto = z.output<typeof schema.Trouble>
export type AppInfoDto = z.output<typeof schema.AppInfo>
export type UpdatesDto = CallOutput<'updates.show'>
export type UpdateSourceDto = UpdatesDto['source']
export type AppearanceDto = CallOutput<'appearance.show'>
export type ViewDto = z.output<typeof schema.View>
export type RunDto = z.output<typeof schema.Run>
export type RunStateDto = RunDto['state']
export type RunFileDto = RunDto['files'][number]
export type ProfileDto = z.output<typeof schema.ProfileEntry>
export type IntervalDto = ProfileDto['schedule']
export type LedgerStatusDto = z.output<typeof schema.LedgerStatus>
export type ImportSummaryDto = z.output<typeof schema.ImportSummary>
export type ImportFaultDto = z.output<typeof schema.ImportFault>
export type ExportReportDto = z.output<typeof schema.ExportReport>
export type FormatFaultDto = ExportReportDto['warnings'][number]
export type RunDetailsDto = z.output<typeof schema.RunDetails>
export type JournalLineDto = z.output<typeof schema.JournalLine>
export type DocumentPageDto = z.output<typeof schema.DocumentPage>
export type RunDocumentDto = DocumentPageDto['rows'][number]
export type WorkstationDto = z.output<typeof schema.Workstation>
export type Language = AppInfoDto['language']
export type FieldFaultDto = z.output<typeof schema.FieldFault>
export type ScheduleDraftDto = CallInput<'schedule.preview'>['schedule']
export type ProfileDraftDto = CallOutput<'profiles.edit'>['draft']
export type ProfileChoicesDto = CallOutput<'profiles.edit'>['choices']
export type DraftCheckDto = CallOutput<'profiles.check'>
export type ExportPreviewDto = CallOutput<'profiles.preview'>
export type TestStepDto = CallOutput<'profiles.test'>['steps'][number]
export type StatusDto = z.output<typeof schema.Status>
export type StatusTroubleDto = StatusDto['troubles'][number]
export type SettingsDto = z.output<typeof schema.Settings>
export type SmtpEntryDto = z.output<typeof schema.SmtpEntry>
export type SmtpDraftDto = z.output<typeof schema.SmtpDraft>
export type AccessStateDto = CallOutput<'access.state'>
export type PersonDto = NonNullable<AccessStateDto['person']>
export type MayDto = PersonDto['may'][number]
export type UserEntryDto = CallOutput<'users.list'>[number]
export type UserGroupDto = UserEntryDto['group']
export type ChainDto = CallOutput<'chain.show'>
export type LastImportDto = NonNullable<CallOutput<'ledger.lastImport'>>
export type FindingDto = CallOutput<'invoices.show'>['reasons'][number]
export type InvoiceRowDto = CallOutput<'invoices.list'>['rows'][number]
export type InvoiceDetailsDto = CallOutput<'invoices.show'>
export type InvoiceProposalDto = InvoiceDetailsDto['proposal']
export type InvoiceChoicesDto = CallOutput<'invoices.choices'>
export type AssignmentDraftDto = CallInput<'invoices.assign'>['assignment']
export type BookingRuleDto = CallOutput<'invoices.rules'>[number]
export type AddedInvoiceDto = NonNullable<CallOutput<'invoices.addFiles'>>[number]
export type WatchedDto = CallOutput<'watch.show'>
export type ChangedDocumentDto = CallOutput<'ledger.changed'>[number]
export type MasterRecordDto = CallOutput<'masterData.list'>[number]
export type MasterKindDto = MasterRecordDto['kind']
export type MandantSettingsDto = CallOutput<'mandants.show'>
export type RunRowDto = CallOutput<'runs.search'>['runs'][number]
export type RunFilterDto = CallInput<'runs.search'>['filter']
export type DayRunsDto = CallOutput<'runs.days'>[number]
export type ListOrderDto = CallInput<'list.saveCsv'>['order']
export type KeptBackupDto = CallOutput<'recovery.show'>[number]
export type ChosenBackupDto = NonNullable<CallOutput<'backups.choose'>>
export type ReceiptDto = RunDetailsDto['receipts'][number]
