/** Processor time of this thread that the reading of one file may take. */
export class CpuBudget {
  readonly #until: number

  constructor(ms: number) {
    this.#until = usedMs() + ms
  }

  get isSpent(): boolean {
    return usedMs() >= this.#until
  }
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
