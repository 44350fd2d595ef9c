import type { JournalLineDto, ReceiptDto } from '../preload/contract/dto'
import { isTextKey } from '../resources/locales/texts'
import type { Words } from './hooks/use-words'

/** What happened, as a sentence. An event that has none yet shows its code. */
export function journalSentence({ event, data }: JournalLineDto, words: Words): string {
  const key = `journal.say.${event}`
  if (!isTextKey(key)) return event
  const text = (name: string) => String(data[name] ?? '')
  const number = (name: string) => Number(data[name] ?? 0)
  const moment = (name: string) => (name in data ? words.dateTime(number(name)) : '–')
  const code = text('error') || text('code')
  return words.t(key, {
    origin: text('origin'),
    due: moment('dueMs'),
    retryAt: moment('retryAtMs'),
    trouble: code === '' ? '' : words.sentence('error', code, { hostKey: '' }),
    attempts: number('attempts'),
    documents: number('documents'),
    files: number('files'),
    faults: number('faults'),
    file: text('file'),
    folder: folderOf(text('remotePath')),
    size: words.size(number('sizeBytes')),
    verification: text('verification'),
    answer: answerWords(text('serverAnswer'), words),
    reason: text('reason'),
    outcome: text('outcome'),
    address: text('address'),
  })
}

/** Who did it; a name that is not one of ours is a person's or a computer's. */
export function actorWords(actor: string, { t }: Words): string {
  const key = `journal.actor.${actor}`
  return isTextKey(key) ? t(key) : actor
}

/** What the target showed; words of a server that we do not know are shown as they are. */
export function answerWords(answer: ReceiptDto['serverAnswer'], { t }: Words): string {
  const key = `ui.receipt.answer.${answer}`
  return isTextKey(key) ? t(key) : answer
}

/** The folder of a path, on whatever system it lies. */
export function folderOf(path: string): string {
  return path.replace(/[/\\]?[^/\\]*$/, '') || '/'
}
