import { z } from 'zod'

const Nothing = z.strictObject({})
const Code = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
/** File name of a daily backup; paths do not come through the page. */
const BackupName = z.string().regex(/^belegbote-[0-9TZ-]{1,40}\.zip$/)
const Kept = z.object({ name: BackupName, createdMs: z.number(), sizeBytes: z.number().min(0) })
const Passphrase = z.string().min(1).max(1000).nullable()

/** A daily one by its name, or null: the person chooses a file. */
const Choice = { in: z.strictObject({ name: BackupName.nullable() }), out: nullableChosen() }

function nullableChosen() {
  return z
    .object({ file: z.string(), createdMs: z.number(), workstation: z.string(), hasSecrets: z.boolean() })
    .nullable()
}

export const backupCalls = {
  'backups.show': {
    in: Nothing,
    out: z.object({ kept: z.array(Kept), nextMs: z.number(), trouble: Code.nullable() }),
  },
  /** Asks where to; null: the person chose no place. */
  'backups.write': {
    in: z.strictObject({ passphrase: Passphrase }),
    out: z
      .object({
        file: z.string(),
        sizeBytes: z.number().min(0),
        secrets: z.enum(['none', 'sealed', 'partly', 'left-out']),
      })
      .nullable(),
  },
  /** What is to be restored; every byte of it was compared. Null: the person chose none. */
  'backups.choose': Choice,
  /** Restores what was chosen last. The worker starts again, and everybody is signed out. */
  'backups.restore': { in: z.strictObject({ passphrase: Passphrase }), out: Nothing },
  // The same where no database opens, so that nobody can sign in.
  'recovery.show': { in: Nothing, out: z.array(Kept) },
  'recovery.choose': Choice,
  'recovery.restore': { in: z.strictObject({ passphrase: Passphrase }), out: Nothing },
} as const
