export { type CheckedFile, type CheckOptions, checkDatevFile, type DocumentSum, type Fault } from './check'
