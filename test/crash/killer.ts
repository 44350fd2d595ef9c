import type { Ports } from '../../main/engine/ports'

/** What the process feels when it is killed: no call returns any more. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

export interface KillPoint {
  /** Number of the call, from 1. */
  readonly call: number
  readonly when: 'before' | 'after'
}

type Method = (...args: unknown[]) => unknown

const outside = ['ledger', 'runs', 'spool', 'locks', 'lastRun', 'secrets', 'connectors', 'journal'] as const

/**
 * Stands between the engine and every port and counts the calls. At its point it kills: the call does not happen, or it
 * happens and its answer is lost; from then on every call fails, so that no handler can write a last word.
 */
export class Killer {
  readonly calls: string[] = []
  readonly #guarded: readonly (keyof Ports)[]
  #point: KillPoint | null
  readonly #locks: { release(): void }[] = []
  #isDead = false

  /** @param more ports to guard beside those of a delivery */
  constructor(point: KillPoint | null = null, more: readonly (keyof Ports)[] = []) {
    this.#point = point
    this.#guarded = [...outside, ...more]
  }

  /** Chooses another point; null: none. */
  aim(point: KillPoint | null): void {
    this.#point = point
  }

  get isDead(): boolean {
    return this.#isDead
  }

  wrap = (ports: Ports): Ports => ({
    ...ports,
    ...Object.fromEntries(this.#guarded.map((name) => [name, this.#guard(name, Object(ports[name]))])),
  })

  /** What the kernel does for a process that died. */
  bury(): void {
    for (const lock of this.#locks) lock.release()
  }

  #guard<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        const path = `${name}.${String(key)}`
        if (typeof value === 'function') return this.#guardCall(path, value.bind(target) as Method)
        return typeof value === 'object' && value !== null ? this.#guard(path, value) : value
      },
    })
  }

  #guardCall(path: string, call: Method): Method {
    return (...args) => {
      this.calls.push(path)
      const isHere = this.#point?.call === this.calls.length
      if (isHere && this.#point?.when === 'before') this.#isDead = true
      if (this.#isDead) throw new Killed(path)
      const result = call(...args)
      if (!isHere)
        return result instanceof Promise
          ? result.then((value) => this.#follow(path, value))
          : this.#follow(path, result)
      // The work is done before the answer gets lost.
      const die = (value: unknown) => {
        this.#keepLock(path, value)
        this.#isDead = true
        throw new Killed(path)
      }
      return result instanceof Promise ? result.then(die) : die(result)
    }
  }

  /** Sessions, writers and open files are ports too. */
  #follow(path: string, value: unknown): unknown {
    if (this.#isDead) throw new Killed(path)
    if (this.#keepLock(path, value)) return value
    if (typeof value !== 'object' || value === null) return value
    if (path.endsWith('.connect') || path.endsWith('.begin')) {
      const result = value as { ok: boolean; value: object }
      return result.ok
        ? { ...result, value: this.#guard(path.endsWith('.begin') ? 'writer' : 'session', result.value) }
        : result
    }
    return path === 'writer.open' ? this.#guard('file', value) : value
  }

  #keepLock(path: string, value: unknown): boolean {
    if (path !== 'locks.acquire' || value === null) return false
    this.#locks.push(value as { release(): void })
    return true
  }
}
