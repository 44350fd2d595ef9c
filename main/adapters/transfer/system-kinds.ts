import type { TransferErrorKind } from '../../core/transfer/transfer-error'

/** Node's system and resolver codes of a network connection, in our words. What is not here is each protocol's to judge. */
export const systemKinds: Readonly<Record<string, TransferErrorKind>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
}
