export { openEmbeddedLedger } from './open'
