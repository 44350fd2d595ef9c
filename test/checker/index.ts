export { type CheckedFile, type CheckOptions, checkDatevFile, type DocumentSum } from './check'
export type { Fault } from './read'
