import type { Migration } from '../../../sqlite/migrate'
import { firstTables } from './0010-first-tables'
import { groups } from './0020-groups'

/** In ascending order of their numbers. */
export const migrations: readonly Migration[] = [firstTables, groups]
