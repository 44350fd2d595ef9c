import { Worker } from 'node:worker_threads'
import { fail, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import type { Asker, HostData, HostFact, HostMessage, HostRequest } from './host-protocol'
import { closeOperation } from './host-service'
import type { OperationInput, OperationName, OperationValue } from './operations'

/** When the app ends: how long a step may take to commit, and then the worker to end. Killing it is allowed at any point. */
const closeLimitMs = 10_000
/** A small nursery lets go of a transfer's buffers soon: a large export needs a tenth less memory, at no measurable cost. */
const resourceLimits = { maxYoungGenerationSizeMb: 2 }

const stopped = { class: 'failed', code: 'host-stopped', params: {} } as const satisfies AppError

/** What the worker died of: an exception that nobody caught (out of memory is one), or it just ended. */
export type HostDeath = { readonly error: unknown } | { readonly exitCode: number }

type Settle = (result: Result<unknown, AppError>) => void

/** The shell's line to the worker that does the work. When the worker dies, every open request is answered. */
export class HostClient {
  #worker: Worker | null = null
  #nextId = 1
  #open = new Map<number, Settle>()

  /**
   * @param onFact told of every fact, also `host.changed` when the worker ends or starts
   * @param onDeath told why the worker died
   * @param limitMs how long the last step, and then the worker's end, may take
   */
  constructor(
    private readonly script: URL,
    private readonly data: HostData,
    private readonly onFact: (fact: HostFact) => void,
    private readonly onDeath: (death: HostDeath) => void,
    private readonly limitMs = closeLimitMs,
  ) {}

  get state(): 'running' | 'stopped' {
    return this.#worker ? 'running' : 'stopped'
  }

  /** Starts the worker; nothing happens when it runs. */
  start(): void {
    if (this.#worker) return
    const worker = new Worker(this.script, { workerData: this.data, resourceLimits })
    this.#worker = worker
    worker.on('message', (message: HostMessage) => this.#receive(message))
    worker.on('error', (error) => this.#ended(worker, { error }))
    worker.on('exit', (exitCode) => this.#ended(worker, { exitCode }))
    this.onFact({ name: 'host.changed', data: { host: 'running' } })
  }

  ask<K extends OperationName>(
    operation: K,
    ...input: OperationInput<K> extends undefined ? [] : [OperationInput<K>]
  ): Promise<Result<OperationValue<K>, AppError>> {
    return this.askAs(null, operation, ...input)
  }

  /** The same in a person's name: done only if they may, and in the journal under their name. */
  askAs<K extends OperationName>(
    by: Asker | null,
    operation: K,
    ...input: OperationInput<K> extends undefined ? [] : [OperationInput<K>]
  ): Promise<Result<OperationValue<K>, AppError>> {
    // safe: the worker answers an operation with what the table of operations says for its name
    return this.#request(operation, input[0], by) as Promise<Result<OperationValue<K>, AppError>>
  }

  /**
   * Lets the current step commit and the database close, then ends the worker.
   * @returns `stuck` when the worker does not end: a thread of it waits in the system, for a network folder that went away
   *   or for a keychain. The process would wait for that thread, too.
   */
  async stop(): Promise<'ended' | 'stuck'> {
    const worker = this.#worker
    if (!worker) return 'ended'
    await this.#within(this.#request(closeOperation, undefined))
    this.#worker = null
    this.#answerOpen()
    return (await this.#within(worker.terminate())) === 'late' ? 'stuck' : 'ended'
  }

  #request(operation: string, input: unknown, by: Asker | null = null): Promise<Result<unknown, AppError>> {
    const worker = this.#worker
    if (!worker) return Promise.resolve(fail(stopped))
    const request: HostRequest = { id: this.#nextId++, operation, input, by }
    return new Promise((resolve) => {
      this.#open.set(request.id, resolve)
      worker.postMessage(request)
    })
  }

  async #within(work: Promise<unknown>): Promise<'done' | 'late'> {
    const { promise: late, resolve } = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => resolve('late'), this.limitMs)
    const end = await Promise.race([work.then(() => 'done' as const), late])
    clearTimeout(timer)
    return end
  }

  #receive(message: HostMessage): void {
    if (message.kind === 'fact') this.onFact(message.fact)
    else {
      const settle = this.#open.get(message.id)
      this.#open.delete(message.id)
      settle?.(message.result)
    }
  }

  #ended(worker: Worker, death: HostDeath): void {
    if (worker !== this.#worker) return // stopped on purpose, or its exit after the error
    this.#worker = null
    this.onDeath(death)
    this.#answerOpen()
    this.onFact({ name: 'host.changed', data: { host: 'stopped' } })
  }

  /** The worker will not answer any more. */
  #answerOpen(): void {
    const open = [...this.#open.values()]
    this.#open.clear()
    for (const settle of open) settle(fail(stopped))
  }
}
