import type { FaultList } from '../faults'
import type { FileSink } from '../format'
import { attachmentBytesMax, isTakenByDatev } from './package'

type AttachmentFault = 'format-attachment-missing' | 'format-attachment-too-large' | 'format-attachment-kind'

/** Rejects a picture that is gone, larger than DATEV takes, or of another kind. */
export function checkAttachment(
  attachment: string,
  sink: Pick<FileSink, 'attachmentSize'>,
  faults: Pick<FaultList<AttachmentFault>, 'reject'>,
): void {
  const sizeBytes = sink.attachmentSize(attachment)
  if (sizeBytes === null) faults.reject('format-attachment-missing', 'Belegbild', attachment)
  else if (sizeBytes > attachmentBytesMax) faults.reject('format-attachment-too-large', 'Belegbild', attachment)
  else if (!isTakenByDatev(attachment)) faults.reject('format-attachment-kind', 'Belegbild', attachment)
}
