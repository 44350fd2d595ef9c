import { groupMay } from '../core/access/capabilities'
import { revealShowMs, secretTargetOf } from '../core/access/secret-target'
import { fail, ok, type Result } from '../core/result'
import { ownPasswordError, prove } from './access-proof'
import type { Sessions, Signed } from './access-sessions'
import type { AppError } from './app'
import type { Revealed } from './app-access'
import { failed, invalid, refused } from './app-error'
import type { Ports } from './ports'

export interface RevealRequest {
  readonly sessionId: string
  readonly ownPassword: string
  readonly secretName: string
}

/** The only way a stored password leaves the engine. Every try, granted or not, is in the journal before it is answered. */
export async function reveal(
  request: RevealRequest,
  sessions: Sessions,
  ports: Ports,
): Promise<Result<Revealed, AppError>> {
  const actor = sessions.find(request.sessionId)?.record.user.name ?? ports.actor
  const found = await secretFor(request, sessions, ports)
  const target = secretTargetOf(request.secretName)
  const entry = { profileId: target?.of === 'profile' ? target.profileId : null, runId: null, actor }
  // A name that no field has is not repeated: anything could stand there, a password, too.
  const secret = target ? request.secretName : null
  if (!found.ok) {
    const data = { secret, reason: found.error.code }
    ports.journal.append({ ...entry, event: 'secret.reveal-refused', data })
    return found
  }
  ports.journal.append({ ...entry, event: 'secret.revealed', data: { secret } })
  return ok({ secret: found.value, showMs: revealShowMs })
}

async function secretFor(
  { sessionId, ownPassword, secretName }: RevealRequest,
  sessions: Sessions,
  ports: Ports,
): Promise<Result<string, AppError>> {
  const asked = mayAsk(sessionId, sessions, ports)
  if (!asked.ok) return asked
  const proof = await prove(asked.value.record, ownPassword, ports)
  if (proof.outcome !== 'right') {
    if ('untilMs' in proof && proof.untilMs !== null) sessions.lock(sessionId, 'wrong-passwords')
    return fail(ownPasswordError(proof, ports.clock.now()))
  }
  const secret = await readSecret(secretName, ports)
  if (!secret.ok) return secret
  // Comparing takes a second and a keychain may take a minute: the screen may be locked, the option off by now.
  const still = mayAsk(sessionId, sessions, ports)
  return still.ok ? secret : still
}

function mayAsk(sessionId: string, sessions: Sessions, { chain }: Ports): Result<Signed, AppError> {
  const signed = sessions.signed(sessionId)
  if (!signed.ok) return signed
  if (!groupMay(signed.value.session.group, 'reveal')) return fail(refused('rights-missing'))
  return chain.show().adminsMayRevealPasswords ? signed : fail(refused('reveal-not-allowed'))
}

async function readSecret(secretName: string, { secrets, profiles }: Ports): Promise<Result<string, AppError>> {
  const target = secretTargetOf(secretName)
  if (!target) return fail(invalid('secret-unknown'))
  if (target.of === 'profile' && !profiles.get(target.profileId)) return fail(invalid('secret-unknown'))
  const stored = await secrets.get(secretName)
  if (!stored.ok) return fail(failed(`secret-${stored.error.kind}`, {}, { detail: stored.error.detail }))
  return stored.value === null ? fail(invalid('secret-not-set')) : ok(stored.value)
}
