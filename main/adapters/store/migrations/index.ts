import { firstTables } from './0010-first-tables'
import type { Migration } from './migration'

/** In ascending order of their numbers. */
export const migrations: readonly Migration[] = [firstTables]
