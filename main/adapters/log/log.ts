import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Log } from '../../core/ports'
import type { Redactor } from './redactor'

type Fields = Parameters<Log['info']>[1]

const defaultMaxBytes = 1_000_000
const defaultKeep = 5

/**
 * The technical log: `belegbote.log` in the folder, one JSON object per line, the oldest parts dropped. It must never
 * hold up the work, so a line that the disk refuses is lost and counted, and the count stands in the next line.
 * @param maxBytes size at which the file becomes `belegbote.1.log` and so on
 * @param keep how many of those stay
 */
export function createLog(
  folder: string,
  around: {
    readonly clock: Clock
    readonly redactor: Redactor
    readonly maxBytes?: number
    readonly keep?: number
  },
): Log {
  const { clock, redactor, maxBytes = defaultMaxBytes, keep = defaultKeep } = around
  let lost = 0
  const write = (level: 'info' | 'error', event: string, own: Fields, fields: Fields) => {
    const entry = {
      at: new Date(clock.now()).toISOString(),
      level,
      event,
      ...own,
      ...fields,
      ...(lost > 0 ? { lost } : {}),
    }
    const clean = Object.entries(entry).map(([key, value]) => [
      key,
      typeof value === 'string' ? redactor.apply(value) : value,
    ])
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      rotate(folder, maxBytes, keep)
      appendFileSync(join(folder, fileName(0)), `${JSON.stringify(Object.fromEntries(clean))}\n`, { mode: 0o600 })
      lost = 0
    } catch {
      lost += 1
    }
  }
  const childOf = (own: Fields): Log => ({
    info: (event, fields) => write('info', event, own, fields),
    error: (event, fields) => write('error', event, own, fields),
    child: (fields) => childOf({ ...own, ...fields }),
  })
  return childOf({})
}

const fileName = (age: number) => (age === 0 ? 'belegbote.log' : `belegbote.${age}.log`)

function rotate(folder: string, maxBytes: number, keep: number): void {
  const current = join(folder, fileName(0))
  if (!existsSync(current) || statSync(current).size < maxBytes) return
  rmSync(join(folder, fileName(keep)), { force: true })
  for (let age = keep - 1; age >= 0; age -= 1) {
    const file = join(folder, fileName(age))
    if (existsSync(file)) renameSync(file, join(folder, fileName(age + 1)))
  }
}
