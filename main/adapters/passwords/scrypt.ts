import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PasswordHasher } from '../../core/access/access-ports'
import { toPassword } from '../../core/access/password-rules'
import { assert } from '../../core/assert'

export interface ScryptCost {
  /** Logarithm of N: memory and time double with each step. */
  readonly ln: number
  readonly r: number
  readonly p: number
}

/** OWASP Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1; 128 MiB while a password is compared. */
const todaysCost: ScryptCost = { ln: 17, r: 8, p: 1 }
/** What a stored text may ask for at most; a damaged one must not take all memory. */
const lnMax = 20

const saltBytes = 16
const hashBytes = 32

interface Stored {
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly hash: Buffer
}

/**
 * scrypt (RFC 7914) of Node's own crypto, in its thread pool. One at a time: every waiting one would take its memory.
 * Stored as `$scrypt$ln=17,r=8,p=1$salt$hash` (PHC string format, base64 without padding).
 */
export function createPasswordHasher(cost: ScryptCost = todaysCost): PasswordHasher {
  const inTurn = createQueue()
  const nobody: Stored = { cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) }
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(saltBytes)
        return write({ cost, salt, hash: await derive(password, salt, cost) })
      }),
    verify: (password, stored) =>
      inTurn(async () => {
        const known = stored === null ? nobody : read(stored)
        const hash = await derive(password, known.salt, known.cost)
        const fits = timingSafeEqual(hash, known.hash) && stored !== null
        return { fits, outdated: fits && isWeaker(known.cost, cost) }
      }),
  }
}

function createQueue() {
  let last: Promise<unknown> = Promise.resolve()
  return function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined) // the caller hears of it; the next one's turn comes all the same
    return result
  }
}

function derive(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const [N, unit] = [2 ** ln, 128 * r]
  // Node refuses more than 32 MiB unless told; the algorithm itself needs 128·r·(N + p + 2) bytes.
  const maxmem = unit * (N + p + 2) + 1024 * 1024
  return new Promise((resolve, reject) => {
    scrypt(toPassword(password), salt, hashBytes, { N, r, p, maxmem }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}

const isWeaker = (stored: ScryptCost, today: ScryptCost) =>
  stored.ln < today.ln || stored.r < today.r || stored.p < today.p

function write({ cost: { ln, r, p }, salt, hash }: Stored): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`
}

function read(stored: string): Stored {
  const parts = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored)
  const [ln, r, p] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])]
  const [salt, hash] = [Buffer.from(parts?.[4] ?? '', 'base64'), Buffer.from(parts?.[5] ?? '', 'base64')]
  // The database holds only what `write` made. The text itself must not get into a log.
  assert(parts !== null && ln >= 1 && ln <= lnMax && hash.length === hashBytes, 'a stored password hash is damaged')
  return { cost: { ln, r, p }, salt, hash }
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
