import { firstTables } from './0010-first-tables'
import { smtp } from './0030-smtp'
import type { Migration } from './migration'

/** In ascending order of their numbers. */
export const migrations: readonly Migration[] = [firstTables, smtp]
