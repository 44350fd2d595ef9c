import { diskFull, readOnly } from './disk'
import type { Kind } from './fault'
import { antivirus, booksChange, clockJump, databaseLocked, databaseLockedLong, twoApps } from './house'
import { flip, nameNotFound, refused, reset, stall } from './line'
import { kill } from './process'
import { certificate, cutAtStep, hostKey, lying, refusing } from './server'

export const kinds: readonly Kind[] = [
  ...[kill, reset, stall, flip, refused, nameNotFound],
  ...[refusing, cutAtStep, lying, hostKey, certificate],
  ...[diskFull, readOnly, clockJump, databaseLocked, databaseLockedLong, antivirus, booksChange, twoApps],
]
