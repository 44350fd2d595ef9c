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

/** The folder of a path, on whatever system it lies. */
function folderOf(path: string): string {
  return path.replace(/[/\\]?[^/\\]*$/, '') || '/'
}

function FileEntry({ file, finishedMs }: { file: RunFileDto; finishedMs: number | null }) {
  const words = useWords()
  const { t } = words
  const folder = file.state === 'published' && file.remotePath !== null ? folderOf(file.remotePath) : null
  return (
    <li className="file">
      <div className="file-head">
        <span className="file-name">{file.name}</span>
        <StatusMark tone={tones[file.state]} word={t(`ui.files.state.${file.state}`)} />
      </div>
      <p className="file-facts">
        <span>{t(`ui.files.kind.${file.kind}`)}</span>
        <span>{t('ui.files.mandant', { mandant: file.mandant })}</span>
        <span>{t('ui.files.rowCount', { rows: file.rows })}</span>
        <span>{words.size(file.sizeBytes)}</span>
        <CopyHash sha256={file.sha256} fileName={file.name} />
      </p>
      {folder !== null && finishedMs !== null && (
        <p className="receipt">{t('ui.files.receiptAt', { folder, at: words.dateTime(finishedMs) })}</p>
      )}
    </li>
  )
}
