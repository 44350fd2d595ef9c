import { type ChildProcess, spawn } from 'node:child_process'
import type { Order } from './victim'

/** A process that lives one life. */
export interface Victim {
  /** Lines it has said so far. */
  readonly said: readonly string[]
  /** Told of every line, and of the end as null. */
  onSaid(listener: (line: string | null) => void): void
  begin(order: Order): void
  kill(): void
  /** True: it was killed, and did not end by itself before. */
  readonly ended: Promise<boolean>
}

/** Has the next one started beforehand: most of a process's life is its beginning, which no kill here is aimed at. */
export class Victims {
  readonly #program: string
  #next: Victim | null = null

  constructor(program: string) {
    this.#program = program
  }

  take(): Victim {
    const victim = this.#next ?? start(this.#program)
    this.#next = start(this.#program)
    return victim
  }

  close(): void {
    this.#next?.kill()
  }
}

function start(program: string): Victim {
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const listeners: ((line: string | null) => void)[] = []
  const tell = (line: string | null) => {
    for (const listener of listeners) listener(line)
  }
  let rest = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      said.push(line)
      tell(line)
    }
  })
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (_exit, signal) => {
      tell(null)
      resolve(signal === 'SIGKILL')
    })
  })
  return {
    said,
    ended,
    onSaid: (listener) => void listeners.push(listener),
    begin: (order) => void child.stdin?.end(JSON.stringify(order)),
    kill: () => void child.kill('SIGKILL'),
  }
}
