import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { MasterRecordDto } from '../../../preload/contract/dto'
import { EmptyState } from '../../components/empty-state'
import { FailureNotice } from '../../components/failure-notice'
import { LedgerFill } from '../../components/ledger-fill'
import { PageHead } from '../../components/page-head'
import { useMay } from '../../hooks/use-access'
import { type Asked, useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { ScreenLockSection } from '../access/screen-lock-section'
import { ChainSection } from './chain-section'
import { RecordTable } from './record-table'

const kinds = ['mandant', 'branch', 'document-type', 'payment-method'] as const

/** Stammdaten: the chain, and what the import brought, with what people changed in it. */
export function MasterDataScreen() {
  const { t } = useWords()
  const records = useCall('masterData.list', {}, ['ledger.changed', 'host.changed'])
  return (
    <>
      <PageHead title={t('ui.nav.master-data')} />
      <Tabs className="master-tabs">
        <TabList className="tab-list" aria-label={t('ui.nav.master-data')}>
          <Tab className="tab" id="chain">
            {t('ui.master.tab.chain')}
          </Tab>
          {kinds.map((kind) => (
            <Tab key={kind} className="tab" id={kind}>
              {t(`ui.master.tab.${kind}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel className="tab-panel" id="chain">
          <ChainTab />
        </TabPanel>
        {kinds.map((kind) => (
          <TabPanel key={kind} className="tab-panel" id={kind}>
            <Records kind={kind} records={records} />
          </TabPanel>
        ))}
      </Tabs>
    </>
  )
}

function ChainTab() {
  const { t } = useWords()
  const chain = useCall('chain.show', {}, ['access.changed', 'host.changed'])
  const mayConfigure = useMay('configure')
  return (
    <div className="settings">
      <div className="settings-column">
        {chain.failure && <FailureNotice failure={chain.failure} />}
        {chain.loading && <p className="loading">{t('ui.loading')}</p>}
        {chain.value && <ChainSection chain={chain.value} onSaved={chain.reload} />}
      </div>
      <div className="settings-column">{mayConfigure && <ScreenLockSection />}</div>
    </div>
  )
}

interface RecordsProps {
  readonly kind: (typeof kinds)[number]
  readonly records: Asked<MasterRecordDto[]>
}

function Records({ kind, records: { value, failure, reload } }: RecordsProps) {
  const { t } = useWords()
  if (failure) return <FailureNotice failure={failure} />
  if (!value) return <p className="loading">{t('ui.loading')}</p>
  const own = value.filter((record) => record.kind === kind)
  if (own.length === 0) {
    return (
      <EmptyState icon="cards" title={t(`ui.master.empty.${kind}`)} text={t('ui.master.emptyText')}>
        <LedgerFill />
      </EmptyState>
    )
  }
  return (
    <>
      <p className="hint">{t('ui.master.text')}</p>
      <RecordTable kind={kind} records={own} all={value} onSaved={reload} />
    </>
  )
}
