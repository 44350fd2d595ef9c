import type { FuzzReader } from '../reader'
import { checkerReaders } from './checker'
import { einvoiceReaders } from './einvoice'
import { exchangeReaders } from './exchange'
import { ftpAnswerReader, ftpSessionReader } from './ftp'
import { ipcReader } from './ipc'
import { profileReader } from './profile'
import { sftpReader } from './sftp'
import { tokenReader } from './token'

/** Everything that reads bytes which others wrote, one line each. */
export const fuzzReaders: readonly FuzzReader[] = [
  ...exchangeReaders,
  ...einvoiceReaders,
  profileReader,
  ...checkerReaders,
  sftpReader,
  ftpAnswerReader,
  ftpSessionReader,
  tokenReader,
  ipcReader,
]
