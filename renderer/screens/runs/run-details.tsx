import type { KeyboardEvent, Ref } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { ProfileDto, RunDetailsDto, RunDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { StatusMark } from '../../components/status-mark'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { runSentence, runWord } from '../../run-words'
import { toneOfRun } from '../../status'
import { RunDocuments } from './run-documents'
import { RunFaults } from './run-faults'
import { RunFiles } from './run-files'
import { RunJournal } from './run-journal'
import { nameOf } from './run-list'
import { RunSums } from './run-sums'
import { RunVerbs } from './run-verbs'

interface RunDetailsProps {
  readonly ref: Ref<HTMLElement>
  readonly runId: string
  readonly profiles: readonly ProfileDto[]
  /** Escape: to the list. */
  readonly onBack: () => void
  /** To the field that searches for a document. */
  readonly onFind: () => void
  readonly onSearch: (documentNo: string) => void
}

/** Everything about one run; asked again whenever something about runs changes. */
export function RunDetails({ ref, runId, profiles, onBack, onFind, onSearch }: RunDetailsProps) {
  const { t } = useWords()
  const details = useCall('runs.show', { runId }, ['runs.changed', 'workstation.changed'])
  const leave = (event: KeyboardEvent) => {
    // An open dialog or menu has the key for itself.
    if (event.key === 'Escape' && !event.defaultPrevented && event.currentTarget.contains(event.target as Node))
      onBack()
  }
  return (
    <section ref={ref} className="card details" tabIndex={-1} aria-label={t('ui.run.details')} onKeyDown={leave}>
      {details.failure && <FailureNotice failure={details.failure} />}
      {!details.value && !details.failure && <p className="loading">{t('ui.loading')}</p>}
      {details.value && <Shown details={details.value} profiles={profiles} onFind={onFind} onSearch={onSearch} />}
    </section>
  )
}

type ShownProps = Pick<RunDetailsProps, 'profiles' | 'onFind' | 'onSearch'> & { readonly details: RunDetailsDto }

function Shown({ details, profiles, onFind, onSearch }: ShownProps) {
  const { t } = useWords()
  const { run } = details
  return (
    <>
      <Head run={run} name={nameOf(profiles, run.profileId)} />
      <RunVerbs details={details} profile={profiles.find(({ id }) => id === run.profileId)} onFind={onFind} />
      <RunTrouble details={details} />
      <Tabs className="tabs">
        <TabList className="tab-list" aria-label={t('ui.run.parts')}>
          <Tab className="tab" id="overview">
            {t('ui.run.overview')}
          </Tab>
          <Tab className="tab" id="documents">
            {t('ui.run.documentsTab', { count: run.documents })}
          </Tab>
          <Tab className="tab" id="journal">
            {t('ui.run.journal')}
          </Tab>
        </TabList>
        <TabPanel className="tab-panel" id="overview">
          <RunSums run={run} />
          <RunFiles run={run} receipts={details.receipts} />
          <RunFaults faults={details.faults} level="warning" />
        </TabPanel>
        <TabPanel className="tab-panel" id="documents">
          <RunDocuments runId={run.id} onSearch={onSearch} />
        </TabPanel>
        <TabPanel className="tab-panel" id="journal">
          <RunJournal journal={details.journal} />
        </TabPanel>
      </Tabs>
    </>
  )
}

function Head({ run, name }: { run: RunDto; name: string }) {
  const words = useWords()
  const { t } = words
  return (
    <header className="details-head">
      <div className="details-title">
        <h2>{t('ui.run.title', { no: run.no, name })}</h2>
        <StatusMark tone={toneOfRun(run)} word={runWord(run, words)} />
      </div>
      <dl className="facts">
        <Fact name={t('ui.run.started')} value={words.dateTime(run.startedMs)} />
        <Fact name={t('ui.run.finished')} value={run.finishedMs === null ? '–' : words.dateTime(run.finishedMs)} />
        <Fact name={t('ui.run.origin')} value={t(`ui.run.origin.${run.origin}`)} />
        <Fact name={t('ui.run.id')} value={run.id} />
      </dl>
    </header>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** The sentence of the run with what to do, the faults that name each document, and when the next attempt follows. */
function RunTrouble({ details }: { details: RunDetailsDto }) {
  const words = useWords()
  const { run, faults } = details
  const tone = toneOfRun(run)
  return (
    <Notice tone={tone === 'running' ? 'quiet' : tone} title={runSentence(run, words)}>
      {run.retryAtMs !== null && run.error && (
        <p>{words.t('ui.run.nextAttempt', { at: words.dateTime(run.retryAtMs), attempts: run.attempts })}</p>
      )}
      {run.error?.detail && <p className="detail">{words.t('ui.run.technical', { detail: run.error.detail })}</p>}
      <RunFaults faults={faults} level="reject" />
    </Notice>
  )
}
