import type Database from 'better-sqlite3'
import { createTexts, isTextKey } from '../../../resources/locales/texts'
import { type DeliveredFile, type Receiver, readReceiver } from './delivered'
import { type BookEntry, type Records, type RunRow, readFiles, readRecords, type StampRow } from './records'

export interface Finding {
  readonly what: 'lost' | 'double' | 'half' | 'state' | 'message' | 'leftover'
  readonly text: string
}

export interface Place {
  readonly profileDir: string
  /** The receiver's folder, as this process sees it. */
  readonly serverRoot: string
}

/** What one kind of trouble excuses. */
export interface Excuses {
  /** A run may stand still until a person decides; its documents are held by it. */
  readonly asked?: boolean
  /** Files may carry names that nobody gave: the line turned a letter over in a command, and plain FTP cannot tell. */
  readonly garbledNames?: boolean
  /** A file may have lost bytes where it lies: the receiver's disk did it, behind everybody's back. */
  readonly damaged?: boolean
  /** Hidden files may stay: the server did not let them be removed. */
  readonly leftovers?: boolean
}

/** True at every moment, whatever happened: nothing under a final name that is not, byte for byte, what was written down. */
export function findHalf(
  { serverRoot }: Pick<Place, 'serverRoot'>,
  store: Database.Database,
  excuses: Excuses = {},
): readonly Finding[] {
  // The server first, the books after it: what gets its name in between stands in the books already.
  const { visible } = readReceiver(serverRoot)
  return halfOf(visible, readFiles(store), excuses)
}

function halfOf(visible: readonly DeliveredFile[], files: Records['files'], excuses: Excuses): readonly Finding[] {
  const planned = new Map(files.map((file) => [file.name, file]))
  return visible.flatMap((file): readonly Finding[] => {
    const known = planned.get(file.name)
    if (known?.sha256 === file.sha256 || (known === undefined ? excuses.garbledNames : excuses.damaged)) return []
    const why = known ? `${file.sizeBytes} of ${known.sizeBytes} bytes, other content` : 'nobody planned it'
    return [{ what: 'half', text: `${file.name}: ${why}` }]
  })
}

/** When everything has come to rest: books, database and receiver must tell the same story. */
export function reconcile(place: Place, store: Database.Database, excuses: Excuses = {}): readonly Finding[] {
  const receiver = readReceiver(place.serverRoot)
  const records = readRecords(place.profileDir, store)
  return [
    ...records.damage.map((text): Finding => ({ what: 'state', text })),
    ...halfOf(receiver.visible, records.files, excuses),
    ...findingsOfDocuments(receiver, records, excuses),
    ...findingsOfRuns(receiver, records, excuses),
    ...findingsOfMessages(records),
    ...(excuses.leftovers ? [] : receiver.hidden.map((text): Finding => ({ what: 'leftover', text }))),
  ]
}

const keyOf = ({ occasion, sourceId }: Pick<StampRow, 'occasion' | 'sourceId'>) => `${occasion} ${sourceId}`
const isEnded = ({ state }: RunRow) => state === 'delivered' || state === 'empty'

function findingsOfDocuments(receiver: Receiver, records: Records, excuses: Excuses): readonly Finding[] {
  const runs = new Map(records.runs.map((run) => [run.id, run]))
  const stamps = Map.groupBy(records.stamps, keyOf)
  return [...Map.groupBy(records.entries, keyOf)].flatMap(([key, versions]): readonly Finding[] => {
    const newest = versions.find(({ isNewest }) => isNewest)
    const own = stamps.get(key) ?? []
    const number = newest?.number ?? key
    const copies = receiver.visible.flatMap((file) => file.documents.get(number) ?? [])
    if (copies.length > 1) return [{ what: 'double', text: `${number} lies in ${copies.length} files` }]
    if (own.length > 1) return [{ what: 'double', text: `${number} is stamped ${own.length} times` }]
    const [stamp] = own
    const [copy] = copies
    if (!stamp) {
      if (copy) return [{ what: 'state', text: `${number} was delivered and carries no stamp` }]
      return newest?.isExported ? [{ what: 'lost', text: `${number} is in no run` }] : []
    }
    const run = runs.get(stamp.runId)
    if (!copy) {
      const isHeld = run !== undefined && !isEnded(run) && excuses.asked === true
      return isHeld ? [] : [{ what: 'lost', text: `${number} did not arrive, its run is ${run?.state}` }]
    }
    return contentOf(
      versions.find(({ version }) => version === stamp.version),
      copy,
      number,
    )
  })
}

function contentOf(
  entry: BookEntry | undefined,
  copy: { readonly rows: number; readonly cents: number },
  number: string,
): readonly Finding[] {
  if (entry && entry.rows === copy.rows && entry.cents === copy.cents) return []
  const told = `${copy.rows} rows, ${copy.cents} cents`
  const wanted = entry ? `${entry.rows} rows, ${entry.cents} cents` : 'a version that the books do not hold'
  return [{ what: copy.rows > (entry?.rows ?? 0) ? 'double' : 'half', text: `${number}: ${told}, books: ${wanted}` }]
}

function findingsOfRuns({ visible }: Receiver, records: Records, excuses: Excuses): readonly Finding[] {
  const state = (text: string): Finding => ({ what: 'state', text })
  const there = new Set(visible.map(({ name }) => name))
  const found: Finding[] = []
  for (const run of records.runs) {
    const files = records.files.filter(({ runId }) => runId === run.id)
    const isAsking = excuses.asked === true && run.state === 'parked'
    if (!isEnded(run) && run.state !== 'cancelled' && !isAsking)
      found.push(state(`run ${run.no} is ${run.state} (${run.errorKind})`))
    const deliveries = records.deliveries.get(run.id) ?? 0
    if (deliveries !== (run.state === 'delivered' ? 1 : 0)) {
      found.push(state(`run ${run.no} is ${run.state} and was delivered ${deliveries} times`))
    }
    if (run.state === 'empty' && files.length > 0) found.push(state(`run ${run.no} is empty and has files`))
    if (run.state !== 'delivered') continue
    for (const { name, state: fileState, receipts } of files) {
      if (fileState !== 'published' || receipts !== 1)
        found.push(state(`${name} is ${fileState}, ${receipts} receipts`))
      if (!there.has(name)) found.push({ what: 'lost', text: `${name} is told to be delivered and is not there` })
    }
  }
  const highest = records.runs.at(-1)?.no ?? 0
  if ((records.lastRunNo ?? 0) > highest)
    found.push(state(`the mark says run ${records.lastRunNo}, the database ${highest}`))
  return found
}

const german = createTexts('de')

/** Whoever has to act learns of it, in a German sentence; whoever has not is left alone. */
function findingsOfMessages({ runs, incidents }: Records): readonly Finding[] {
  const message = (text: string): Finding => ({ what: 'message', text })
  const kinds = runs.flatMap(({ errorKind }) => (errorKind === null ? [] : [errorKind]))
  const silent = [...kinds, ...incidents].filter((code) => !isSpoken(code))
  const parked = runs.filter((run) => run.state === 'parked')
  return [
    ...silent.map((code) => message(`${code} has no German sentence`)),
    ...(parked.length > 0 && incidents.length === 0 ? [message('a run is parked and nobody was told')] : []),
    ...parked
      .slice(0, incidents.length)
      .flatMap(({ errorKind }) =>
        errorKind !== null && incidents.includes(errorKind)
          ? []
          : [message(`told ${incidents}, the run says ${errorKind}`)],
      ),
    ...(parked.length === 0 && incidents.length > 0 ? [message(`all is well and ${incidents} is told`)] : []),
  ]
}

function isSpoken(code: string): boolean {
  const key = `error.${code}`
  return isTextKey(key) && german(key, { path: '', file: '', name: '' }).length > 20
}
