export { attachmentFolder } from './exchange/attachments'
export { openEmbeddedLedger } from './open'
