import { z } from 'zod'
import { type Parsed, parseWith } from './input-faults'

// The profile JSON of the command line contract. Keys that are not named are refused; keys that only ever say "nothing"
// may be left out. What depends on other fields or on the surroundings (hours, zones, known formats) is checked in core.

const Text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'input-control-character')
const Path = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'input-control-character')
/** Also a file name in the profile folder, so that nothing but this may stand in it. */
const ProfileId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'input-profile-id')
const Optional = Text.nullable().default(null)
const DateText = z.iso.date('input-date')
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'input-time')
const HostKey = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'input-host-key')
const Email = z.string().regex(/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/, 'input-email')
const Port = z.int().min(1).max(65_535).nullable().default(null)

const server = {
  host: Text.regex(/^[^\s/]+$/, 'input-host'),
  port: Port,
  directory: Path.default(''),
  user: Text,
}
const noHostKeys = z.array(z.string()).max(0, 'input-sftp-only').default([])
const noKeyFile = z.null('input-sftp-only').default(null)
const noCaFile = z.null('input-ftps-only').default(null)
const notForFolder = z.null('input-not-for-folder').default(null)

const Target = z.discriminatedUnion('protocol', [
  z.strictObject({
    protocol: z.literal('sftp'),
    ...server,
    hostKeys: z.array(HostKey).default([]),
    privateKeyFile: Path.min(1).nullable().default(null),
    tlsCaFile: noCaFile,
  }),
  z.strictObject({
    protocol: z.literal('ftp'),
    ...server,
    hostKeys: noHostKeys,
    privateKeyFile: noKeyFile,
    tlsCaFile: noCaFile,
  }),
  z.strictObject({
    protocol: z.enum(['ftps', 'ftps-implicit']),
    ...server,
    hostKeys: noHostKeys,
    privateKeyFile: noKeyFile,
    tlsCaFile: Path.min(1).nullable().default(null),
  }),
  z.strictObject({
    protocol: z.literal('folder'),
    host: notForFolder,
    port: notForFolder,
    directory: Path.min(1),
    user: notForFolder,
    hostKeys: z.array(z.string()).max(0, 'input-not-for-folder').default([]),
    privateKeyFile: notForFolder,
    tlsCaFile: notForFolder,
  }),
])

export const ScheduleSchema = z.discriminatedUnion('interval', [
  z.strictObject({ interval: z.literal('hourly') }),
  z.strictObject({ interval: z.literal('minutes'), minutes: z.int().min(1).max(720) }),
  z.strictObject({ interval: z.literal('daily'), time: Time }),
  z.strictObject({
    interval: z.literal('weekly'),
    weekdays: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
    time: Time,
  }),
  z.strictObject({ interval: z.literal('monthly'), days: z.array(z.int().min(1).max(31)).min(1), time: Time }),
])

export const ChosenColumn = z.strictObject({ column: z.string().min(1).max(100), heading: z.string().max(200) })
export const SettingValue = z.union([z.string().max(1000), z.boolean(), z.array(ChosenColumn).max(200)])
/** By the id of a format; what each setting may be is checked by the format's declaration in core. */
export const FormatSettingsByFormat = z.record(z.string().max(100), z.record(z.string().max(100), SettingValue))

export const ProfileSchema = z.strictObject({
  id: ProfileId,
  name: Text,
  enabled: z.boolean().default(true),
  workstation: Optional,
  branch: Optional,
  startDate: DateText.nullable().default(null),
  timeZone: Text.default('Europe/Berlin'),
  missedRuns: z.enum(['catch-up', 'skip']).default('catch-up'),
  target: Target,
  selection: z.strictObject({
    mandants: z.array(Text).min(1),
    documentTypes: z.array(Text).min(1),
    paymentMethods: z.array(Text).default([]),
  }),
  exportDebtors: z.boolean().default(false),
  format: Text,
  incomingInvoices: z
    .strictObject({ enabled: z.boolean(), format: Text.default('datev-csv') })
    .default({ enabled: false, format: 'datev-csv' }),
  formatSettings: FormatSettingsByFormat.default({}),
  fileNamePattern: Text.nullable().default(null),
  schedule: ScheduleSchema,
  email: z.array(Email).default([]),
  attemptsMax: z.int().min(1).max(100).default(30),
})
export type ProfileDocument = z.output<typeof ProfileSchema>

/** Reads one profile JSON. The value has the shape of a core profile, with every key set. */
export function parseProfile(input: unknown): Parsed<ProfileDocument> {
  return parseWith(ProfileSchema, input)
}

/** True for a fingerprint in the form that `ssh-keygen -lf` prints. */
export function isHostKey(text: string): boolean {
  return HostKey.safeParse(text).success
}
