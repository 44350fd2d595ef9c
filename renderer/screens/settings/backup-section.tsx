import { useState } from 'react'
import type { CallOutput } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { Notice } from '../../components/notice'
import { RestoreButton } from '../../components/restore-button'
import { useWords } from '../../hooks/use-words'
import { BackupDialog, type WrittenBackup } from './backup-dialog'

type BackupsDto = CallOutput<'backups.show'>

/** Sicherung: what is kept by itself, a file of one's own, and the way back. */
export function BackupSection({ backups }: { backups: BackupsDto }) {
  const { t, sentence } = useWords()
  const [asks, setAsks] = useState(false)
  const [written, setWritten] = useState<WrittenBackup | null>(null)
  const { trouble } = backups
  return (
    <section className="card padded settings-card" aria-labelledby="backup-title">
      <h2 id="backup-title">{t('ui.backup.title')}</h2>
      <p className="hint">{t('ui.backup.text')}</p>
      {trouble && <Notice tone="attention" title={sentence('error', trouble.code, trouble.params)} />}
      <Facts {...backups} />
      <div className="button-row">
        <ActionButton icon="save" onPress={() => setAsks(true)}>
          {t('ui.backup.write')}
        </ActionButton>
        <RestoreButton way="backups" name={null} label={t('ui.backup.choose')} />
      </div>
      {written && <Written {...written} />}
      {asks && (
        <BackupDialog
          onClose={() => setAsks(false)}
          onWritten={(file) => {
            setAsks(false)
            setWritten(file)
          }}
        />
      )}
    </section>
  )
}

function Facts({ kept, nextMs }: BackupsDto) {
  const { t, dateTime } = useWords()
  const [newest] = kept
  const facts = [
    [t('ui.backup.last'), newest ? dateTime(newest.createdMs) : t('ui.backup.none')],
    [t('ui.backup.next'), dateTime(nextMs)],
    [t('ui.backup.count'), t('ui.backup.countOf', { count: kept.length })],
  ] as const
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Written({ file, sizeBytes, secrets }: WrittenBackup) {
  const { t, size } = useWords()
  return (
    <div role="status">
      <Notice tone="good" title={t('ui.backup.written', { file, size: size(sizeBytes) })}>
        {secrets === 'left-out' && <p>{t('ui.backup.writtenLeftOut')}</p>}
        {secrets === 'partly' && <p>{t('ui.backup.writtenPartly')}</p>}
      </Notice>
    </div>
  )
}
