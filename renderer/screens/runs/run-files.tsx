import type { ReceiptDto, RunDto, RunFileDto } from '../../../preload/contract/dto'
import { CopyHash } from '../../components/copy-hash'
import { StatusMark } from '../../components/status-mark'
import { useWords } from '../../hooks/use-words'
import { answerWords } from '../../journal-words'
import type { Tone } from '../../status'

const tones: Readonly<Record<RunFileDto['state'], Tone>> = { spooled: 'quiet', uploaded: 'running', published: 'good' }

interface RunFilesProps {
  readonly run: RunDto
  readonly receipts: readonly ReceiptDto[]
}

/** The files of a run with the receipts of each: when it came, where it lies, how that was looked at. */
export function RunFiles({ run, receipts }: RunFilesProps) {
  const { t } = useWords()
  if (run.files.length === 0) return null
  return (
    <section className="part">
      <h3>{t('ui.files.title')}</h3>
      <ul className="files">
        {run.files.map((file) => (
          <FileEntry key={file.no} file={file} receipts={receipts.filter(({ fileNo }) => fileNo === file.no)} />
        ))}
      </ul>
    </section>
  )
}

function FileEntry({ file, receipts }: { file: RunFileDto; receipts: readonly ReceiptDto[] }) {
  const words = useWords()
  const { t } = words
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
      {receipts.map((receipt, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: receipts are only added
        <ReceiptLine key={index} receipt={receipt} />
      ))}
    </li>
  )
}

function ReceiptLine({ receipt }: { receipt: ReceiptDto }) {
  const words = useWords()
  return (
    <p className="receipt">
      {words.t('ui.receipt.line', {
        at: words.dateTime(receipt.atMs),
        path: receipt.remotePath,
        verification: receipt.verification,
        answer: answerWords(receipt.serverAnswer, words),
      })}
    </p>
  )
}
