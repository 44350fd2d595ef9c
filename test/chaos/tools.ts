import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Victims } from './victims'

/** Small disks that nobody outside this process's mount namespace sees. */
export interface Mounts {
  /** Moves what lies in the folder onto a new disk of this size, mounted in its place. */
  put(folder: string, kib: number): void
  readOnly(folder: string): void
  writable(folder: string): void
  take(folder: string): void
}

/** Names that resolve to this computer, for this process alone. */
export interface Hosts {
  add(name: string): void
}

/** A connection of another program to a database. */
export interface Holder {
  /** Resolves once the lock is held; it is given back by itself after so many milliseconds. */
  hold(path: string, mode: 'IMMEDIATE' | 'EXCLUSIVE', ms: number): Promise<void>
  close(): Promise<void>
}

export interface Tools {
  /** Null where this process may not mount. */
  readonly mounts: Mounts | null
  readonly hosts: Hosts
  readonly holder: Holder
  /** Processes that live one life of the app each. */
  readonly victims: Victims
}

export function openTools(folder: string, mayMount: boolean, victim: string): Tools {
  return {
    mounts: mayMount ? mounts : null,
    hosts: openHosts(folder, mayMount),
    holder: openHolder(),
    victims: new Victims(victim),
  }
}

const mounts: Mounts = {
  put: (folder, kib) => {
    const aside = `${folder}.aside`
    copy(folder, aside)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'chaos', folder])
    copy(aside, folder)
    rmSync(aside, { recursive: true })
  },
  readOnly: (folder) => void execFileSync('mount', ['-o', 'remount,ro', folder]),
  writable: (folder) => void execFileSync('mount', ['-o', 'remount,rw', folder]),
  take: (folder) => void spawnSync('umount', ['--lazy', folder]),
}

function copy(from: string, to: string): void {
  mkdirSync(from, { recursive: true })
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
}

function openHosts(folder: string, mayMount: boolean): Hosts {
  if (!mayMount) return { add: () => undefined }
  const lines = ['127.0.0.1 localhost']
  const [hosts, resolver] = [join(folder, 'hosts'), join(folder, 'resolv.conf')]
  writeFileSync(hosts, `${lines.join('\n')}\n`)
  writeFileSync(resolver, 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')
  execFileSync('mount', ['--bind', hosts, '/etc/hosts'])
  execFileSync('mount', ['--bind', resolver, '/etc/resolv.conf'])
  return {
    add: (name) => {
      lines.push(`127.0.0.1 ${name}`)
      if (lines.length > 50) lines.splice(1, 1)
      writeFileSync(hosts, `${lines.join('\n')}\n`) // written over: the mounted file stays this one
    },
  }
}

/** A thread, because a waiting SQLite stands still with its whole thread: who holds the lock must live elsewhere. */
const holderProgram = `
const { parentPort, workerData } = require('node:worker_threads')
const Database = require(workerData)
parentPort.on('message', ({ path, mode, ms }) => {
  const db = new Database(path, { timeout: 2000 })
  db.exec('BEGIN ' + mode)
  parentPort.postMessage('held')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  db.exec('COMMIT')
  db.close()
})`

function openHolder(): Holder {
  let worker: Worker | null = null
  return {
    hold: (path, mode, ms) =>
      new Promise((resolve, reject) => {
        const workerData = join(process.cwd(), 'node_modules', 'better-sqlite3')
        worker ??= new Worker(holderProgram, { eval: true, workerData })
        worker.once('message', () => resolve())
        worker.once('error', reject)
        worker.postMessage({ path, mode, ms })
      }),
    close: async () => void (await worker?.terminate()),
  }
}
