import type { Mandant } from '../../core/ledger/ledger'

/** Whose a file says it is: numbers of the advisor's program, as they stand there. */
export interface StatedOwner {
  readonly consultantNo: string
  readonly clientNo: string
}

/** `other-…`: the file names somebody else than the master data, and would be booked there. */
export function checkOwner(
  { consultantNo, clientNo }: StatedOwner,
  mandant: Mandant | null,
  reject: (code: 'other-consultant' | 'other-client', value: string) => void,
): void {
  if (differs(consultantNo, mandant?.consultantNo)) reject('other-consultant', consultantNo)
  if (differs(clientNo, mandant?.clientNo)) reject('other-client', clientNo)
}

/** Zeros in front say nothing; what the master data does not know cannot differ. */
function differs(stated: string, known: string | null | undefined): boolean {
  return known !== null && known !== undefined && Number(stated) !== Number(known)
}
