export { makeLedgerReady } from './db/connect'
export { attachmentFolder } from './exchange/attachments'
export { openEmbeddedLedger } from './open'
