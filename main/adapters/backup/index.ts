export { createBackups, keptIn } from './backups'
export { inspect, openFolder, type Restored, restore } from './restore'
