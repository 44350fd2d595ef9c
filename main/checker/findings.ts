import { type CheckFile, type CheckFinding, type CheckReport, findingsMax } from '../core/run/file-check'
import type { Place, Teller } from './reader'

/** Of one kind at one field of one file, so that a fault of every row does not drown the others. */
const alikeMax = 20

/** Every finding is counted; kept are the first of each kind, and rejects rather than warnings. */
export class Findings {
  readonly #rejects: CheckFinding[] = []
  readonly #warnings: CheckFinding[] = []
  readonly #alike = new Map<string, number>()
  #total = 0
  #rejected = 0

  of(file: Pick<CheckFile, 'name'>): Omit<Teller, 'posting'> {
    return {
      reject: (code, place) => this.#add('reject', code, file.name, place),
      warn: (code, place) => this.#add('warning', code, file.name, place),
    }
  }

  report(): Pick<CheckReport, 'findings' | 'findingsTotal' | 'rejects'> {
    const findings = [...this.#rejects, ...this.#warnings].slice(0, findingsMax)
    return { findings, findingsTotal: this.#total, rejects: this.#rejected }
  }

  #add(level: CheckFinding['level'], code: string, file: string, place: Place = {}): void {
    const { line = null, document = null, field = '', value = '' } = place
    this.#total += 1
    if (level === 'reject') this.#rejected += 1
    const kept = level === 'reject' ? this.#rejects : this.#warnings
    const kind = `${file}\n${code}\n${field}`
    const alike = this.#alike.get(kind) ?? 0
    if (alike >= alikeMax || kept.length >= findingsMax) return
    this.#alike.set(kind, alike + 1)
    kept.push({ level, code, file, line, document, field, value: shortened(value) })
  }
}

const valueMax = 200
/** A value may be as long as the file. */
function shortened(value: string): string {
  return value.length > valueMax ? `${value.slice(0, valueMax)}…` : value
}
