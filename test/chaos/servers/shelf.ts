import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join, posix, relative } from 'node:path'

/** What an SFTP and an FTP server alike are asked to do with the files of a user. */
export type Step = 'look' | 'create' | 'write' | 'close' | 'read' | 'rename' | 'remove' | 'make'

/** Why a server says no. */
export class Refusal extends Error {
  constructor(readonly reason: 'missing' | 'exists' | 'full' | 'denied' | 'busy' | 'failure') {
    super(reason)
  }
}

/** The connection is cut instead of an answer. */
export class Cut extends Error {}

export interface Found {
  readonly isFolder: boolean
  readonly sizeBytes: number
}

/** What stands between a request and its being carried out: a server with a mind of its own. */
export interface Spirit {
  /** Told before every step. May throw `Refusal` or `Cut`. */
  before?(step: Step, path: string): void
  /** May change the answer to a look. */
  looked?(path: string, found: Found | null): Found | null
  /** The bytes that are really stored; null: none. */
  writes?(path: string, bytes: Buffer): Buffer | null
  closed?(path: string): void
  /** True: the spirit has dealt with it, in its own way. */
  renames?(from: string, to: string, really: () => void): boolean
}

/** The folder of one user on a server of ours; paths are the server's, from `/`. */
export class Shelf {
  spirit: Spirit = {}
  steps = 0

  /** @param prefix before every path, as a profile names it */
  constructor(
    readonly root: string,
    readonly prefix = '',
  ) {
    mkdirSync(root, { recursive: true })
  }

  real(path: string): string {
    return join(this.root, posix.normalize(`/${path}`))
  }

  look(path: string): Found | null {
    this.#step('look', path)
    const found = this.#stat(path)
    return this.spirit.looked ? this.spirit.looked(path, found) : found
  }

  create(path: string, exclusive: boolean): number {
    this.#step('create', path)
    return refusing(() => openSync(this.real(path), exclusive ? 'wx' : 'w', 0o644))
  }

  write(file: number, path: string, bytes: Buffer, position: number): void {
    this.#step('write', path)
    const kept = this.spirit.writes ? this.spirit.writes(path, bytes) : bytes
    if (kept !== null) refusing(() => writeSync(file, kept, 0, kept.length, position))
  }

  close(file: number, path: string): void {
    closeSync(file)
    this.#step('close', path)
    this.spirit.closed?.(path)
  }

  /** Gives the file back without a word: the connection is gone. */
  drop(file: number): void {
    closeSync(file)
  }

  open(path: string): number {
    this.#step('read', path)
    return refusing(() => openSync(this.real(path), 'r'))
  }

  read(file: number, length: number, position: number): Buffer {
    const buffer = Buffer.alloc(length)
    return buffer.subarray(0, readSync(file, buffer, 0, length, position))
  }

  rename(from: string, to: string, replaces: boolean): void {
    this.#step('rename', from)
    const really = () => {
      if (!replaces && this.#stat(to) !== null) throw new Refusal('exists')
      refusing(() => renameSync(this.real(from), this.real(to)))
    }
    if (!this.spirit.renames?.(from, to, really)) really()
  }

  remove(path: string): void {
    this.#step('remove', path)
    refusing(() => rmSync(this.real(path)))
  }

  makeFolder(path: string): void {
    this.#step('make', path)
    refusing(() => mkdirSync(this.real(path)))
  }

  /** What a bad disk does to a file, past the protocol. */
  damage(path: string, sizeBytes: number): void {
    truncateSync(this.real(path), sizeBytes)
  }

  /** What a delivery calls a path, in our words: a folder of this computer is named from its own root. */
  toShelf(path: string): string {
    const before = path.startsWith(this.root) ? this.root : path.startsWith(this.prefix) ? this.prefix : ''
    return this.normal(path.slice(before.length))
  }

  holds(path: string): boolean {
    return this.#stat(path) !== null
  }

  /** As a person at the receiver's does. */
  take(path: string): void {
    rmSync(this.real(path))
  }

  sizeOf(path: string): number {
    return this.#stat(path)?.sizeBytes ?? 0
  }

  normal(path: string): string {
    return posix.normalize(`/${path}`)
  }

  /** Sizes of all files, by their paths. */
  listing(): ReadonlyMap<string, number> {
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return new Map(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [`/${relative(this.root, path)}`, lstatSync(path).size]
      }),
    )
  }

  #step(step: Step, path: string): void {
    this.steps++
    this.spirit.before?.(step, path)
  }

  #stat(path: string): Found | null {
    const found = lstatSync(this.real(path), { throwIfNoEntry: false })
    return found ? { isFolder: found.isDirectory(), sizeBytes: found.size } : null
  }
}

function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Refusal('missing')
    if (code === 'EEXIST') throw new Refusal('exists')
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw new Refusal('full')
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') throw new Refusal('denied')
    throw error
  }
}
