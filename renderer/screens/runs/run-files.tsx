import type { RunDto, RunFileDto } from '../../../preload/contract/dto'
import { CopyHash } from '../../components/copy-hash'
import { StatusMark } from '../../components/status-mark'
import { useWords } from '../../hooks/use-words'
import type { Tone } from '../../status'

const tones: Readonly<Record<RunFileDto['state'], Tone>> = { spooled: 'quiet', uploaded: 'running', published: 'good' }

/** The files of a run with the receipt of each: where it lies, how big it is, its checksum. */
export function RunFiles({ run }: { run: RunDto }) {
  const { t } = useWords()
  if (run.files.length === 0) return null
  return (
    <section className="part">
      <h3>{t('ui.files.title')}</h3>
      <ul className="files">
        {run.files.map((file) => (
          <FileEntry key={file.no} file={file} finishedMs={run.finishedMs} />
        ))}
      </ul>
    </section>
  )
}

function FileEntry({ file, finishedMs }: { file: RunFileDto; finishedMs: number | null }) {
  const words = useWords()
  const { t } = words
  const isThere = file.state === 'published'
  return (
    <li className="file">
      <div className="file-head">
        <span className="file-name">{file.name}</span>
        <StatusMark tone={tones[file.state]} word={t(`ui.files.state.${file.state}`)} />
      </div>
      <dl className="facts">
        <div>
          <dt>{t('ui.files.kind')}</dt>
          <dd>{t(`ui.files.kind.${file.kind}`)}</dd>
        </div>
        <div>
          <dt>{t('ui.mandant')}</dt>
          <dd>{file.mandant}</dd>
        </div>
        <div>
          <dt>{t('ui.files.rows')}</dt>
          <dd>{words.number(file.rows)}</dd>
        </div>
        <div>
          <dt>{t('ui.files.size')}</dt>
          <dd>{words.size(file.sizeBytes)}</dd>
        </div>
        <div>
          <dt>{t('ui.files.hash')}</dt>
          <dd>
            <CopyHash sha256={file.sha256} fileName={file.name} />
          </dd>
        </div>
      </dl>
      {isThere && file.remotePath !== null && (
        <p className="receipt">
          {finishedMs === null
            ? t('ui.files.receipt', { path: file.remotePath })
            : t('ui.files.receiptAt', { path: file.remotePath, at: words.dateTime(finishedMs) })}
        </p>
      )}
    </li>
  )
}
