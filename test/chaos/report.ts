import { cpus } from 'node:os'
import type { CaseResult } from './case'
import { kinds } from './faults'

interface Row {
  cases: number
  struck: number
  missed: number
  ms: number
  readonly ends: Map<string, number>
  readonly told: Map<string, number>
  findings: number
}

const findingsShown = 60
const faultsBetweenNews = 250

/** Adds up what the parts of a campaign tell, and prints it as a table of Markdown. */
export class Report {
  readonly #rows = new Map<string, Row>()
  readonly #findings: string[] = []
  readonly #notes: string[] = []
  readonly #startedMs = performance.now()
  readonly #seed: string
  readonly #wanted: number
  #struck = 0
  #failed = false

  constructor(seed: string, wanted: number) {
    this.#seed = seed
    this.#wanted = wanted
  }

  get hasFailed(): boolean {
    return this.#failed || this.#findings.length > 0
  }

  note(text: string): void {
    this.#notes.push(text)
  }

  fail(text: string): void {
    this.#failed = true
    this.note(text)
  }

  add(no: number, result: CaseResult, ms: number): void {
    const row = this.#rowOf(result.kind)
    row.cases += 1
    row.struck += result.struck
    row.missed += result.missed
    row.ms += ms
    row.findings += result.findings.length
    count(row.ends, result.end)
    for (const [code, times] of result.told) count(row.told, code, times)
    for (const { what, text } of result.findings) {
      const line = `case ${no} (${result.kind}, ${result.target}): ${what}: ${text}`
      this.#findings.push(line)
      if (this.#findings.length <= findingsShown) process.stderr.write(`${line}\n`)
    }
    for (const line of result.said.filter((one) => /fail|park|bug/.test(one)))
      process.stderr.write(`    ${line.slice(0, 300)}\n`)
    const before = Math.floor(this.#struck / faultsBetweenNews)
    this.#struck += result.struck
    if (Math.floor(this.#struck / faultsBetweenNews) > before) {
      process.stderr.write(`${this.#struck} of ${this.#wanted} faults, ${this.#findings.length} findings\n`)
    }
  }

  print(): void {
    const seconds = (performance.now() - this.#startedMs) / 1000
    const lines = [
      `seed ${this.#seed}, ${this.#struck} faults that struck, ${seconds.toFixed(0)} s, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}`,
      ...this.#notes,
      '',
      '| kind | faults | missed | cases | by itself | by order | asked | a run said | findings | CPU ms a case |',
      '|---|---:|---:|---:|---:|---:|---:|---|---:|---:|',
      ...kinds.flatMap(({ name }) => this.#line(name)),
      '',
      `${this.#findings.length} findings`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }

  #line(name: string): readonly string[] {
    const row = this.#rows.get(name)
    if (!row) return []
    const end = (key: string) => row.ends.get(key) ?? 0
    const told = [...row.told].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`)
    const numbers = [row.struck, row.missed, row.cases, end('by itself'), end('by order'), end('asked')]
    const cells = [name, ...numbers, told.join(', ') || '–', row.findings, (row.ms / row.cases).toFixed(0)]
    return [`| ${cells.join(' | ')} |`]
  }

  #rowOf(kind: string): Row {
    const known = this.#rows.get(kind)
    if (known) return known
    const row: Row = { cases: 0, struck: 0, missed: 0, ms: 0, ends: new Map(), told: new Map(), findings: 0 }
    this.#rows.set(kind, row)
    return row
  }
}

function count(counts: Map<string, number>, key: string, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times)
}
