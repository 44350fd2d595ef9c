import type { UserRecord } from '../core/access/access-ports'
import type { AppError } from './app'
import { refused } from './app-error'
import type { Ports } from './ports'

/** What came of giving a password. */
export type Proof =
  | { readonly outcome: 'right'; readonly record: UserRecord }
  | { readonly outcome: 'unknown' | 'disabled' }
  /** `untilMs`: a pause begins with this failure. */
  | { readonly outcome: 'wrong'; readonly untilMs: number | null }
  | { readonly outcome: 'paused'; readonly untilMs: number }

/**
 * The only place where a password is compared. Every try is counted first, and every try takes the same work, whether
 * the account exists, is disabled or pauses: neither answer nor duration tells which.
 */
export async function prove(
  record: UserRecord | null,
  password: string,
  { users, passwords }: Pick<Ports, 'users' | 'passwords'>,
): Promise<Proof> {
  const counted = users.countAttempt(record?.user.id ?? null)
  const { fits, outdated } = await passwords.verify(password, record?.passwordHash ?? null)
  if (!record) return { outcome: 'unknown' }
  const { allowed, untilMs } = counted
  if (!allowed) return untilMs === null ? { outcome: 'unknown' } : { outcome: 'paused', untilMs }
  const now = users.get(record.user.id)
  // Somebody may have changed or removed the account while the password was compared.
  if (!fits || now?.passwordNo !== record.passwordNo) return { outcome: 'wrong', untilMs }
  if (!now.user.enabled) return { outcome: 'disabled' }
  users.forgive(record.user.id)
  if (outdated) users.replaceHash(record.user.id, record.passwordHash, await passwords.hash(password))
  return { outcome: 'right', record: now }
}

/** Why a proof failed, for the journal: which account and how, never what was typed. */
export function proofData(
  proof: Exclude<Proof, { outcome: 'right' }>,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const untilMs = 'untilMs' in proof ? proof.untilMs : null
  return { reason: reasons[proof.outcome], ...(untilMs === null ? {} : { pauseMinutes: minutesUntil(untilMs, nowMs) }) }
}

const reasons = {
  unknown: 'unknown-name',
  disabled: 'disabled',
  wrong: 'password-wrong',
  paused: 'sign-in-paused',
} as const satisfies Record<Exclude<Proof['outcome'], 'right'>, string>

/** For a person who is known to be there: says what is wrong. */
export function ownPasswordError(proof: Exclude<Proof, { outcome: 'right' }>, nowMs: number): AppError {
  switch (proof.outcome) {
    case 'paused':
      return refused('sign-in-paused', { minutes: minutesUntil(proof.untilMs, nowMs) })
    case 'wrong':
      return proof.untilMs === null
        ? refused('password-wrong')
        : refused('sign-in-paused', { minutes: minutesUntil(proof.untilMs, nowMs) })
    default:
      return refused('sign-in-needed')
  }
}

const minutesUntil = (untilMs: number, nowMs: number) => Math.max(1, Math.ceil((untilMs - nowMs) / 60_000))
