import type { Migration } from '../../sqlite/migrate'
import { firstTables } from './0010-first-tables'
import { schedule } from './0020-schedule'
import { smtp } from './0030-smtp'
import { alertTables } from './0040-alerts'
import { users } from './0050-users'
import { books } from './0060-books'
import { formats } from './0070-formats'
import { inbox } from './0080-inbox'
import { restore } from './0090-restore'
import { inputTax } from './0100-input-tax'

/** In ascending order of their numbers. */
export const migrations: readonly Migration[] = [
  firstTables,
  schedule,
  smtp,
  alertTables,
  users,
  books,
  formats,
  inbox,
  restore,
  inputTax,
]
