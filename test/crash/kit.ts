import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { createFolderConnector } from '../../main/adapters/transfer/folder'
import type { TargetConnector, TargetSession } from '../../main/core/transfer/target'
import type { App } from '../../main/engine/app'
import { documentNumbers, House, must, openHouse, profile } from '../fakes/engine'
import { debtor, document, MemoryLedger, mandant } from '../fakes/memory-ledger'
import { MemoryServer, sha256 } from '../fakes/memory-target'
import { Killed, Killer, type KillPoint } from './killer'

/** Two Mandanten, two months, a debtor: four files. */
export const expectedNumbers = ['RE-1', 'RE-2', 'RE-3', 'X-1'] as const
export const filesPlanned = 4

export function books(): MemoryLedger {
  const ledger = new MemoryLedger()
  ledger.mandantList.push(mandant('M2', { consultantNo: '1002' }))
  ledger.partners.push(debtor('10001', 'Muster GmbH'))
  ledger.put(
    document('1'),
    document('2'),
    document('3', { documentDate: '2026-04-01' }),
    document('1', { mandant: 'M2', documentNo: 'X-1', personalAccount: null, postings: [cashPosting] }),
  )
  return ledger
}

const cashPosting = { ...document('1').postings[0]!, account: '1000' }

export const profileOfTest = profile({
  selection: { mandants: ['M1', 'M2'], documentTypes: ['RE'], paymentMethods: [] },
  exportDebtors: true,
})

/** A profile folder with the profile in it; copying it is much faster than making a database. */
export async function makeTemplate(): Promise<House> {
  const house = new House(null, books())
  const { app } = openHouse(house)
  must(await app.profiles.apply([profileOfTest]))
  await app.close()
  return house
}

export interface Life {
  readonly calls: readonly string[]
  readonly died: boolean
}

/** One process: opens, carries on what is open, exports once, ends; or dies on the way. */
export async function live(house: House, point: KillPoint | null, connector?: TargetConnector): Promise<Life> {
  const killer = new Killer(point)
  const opened = openHouse(house, { wrap: killer.wrap, ...(connector ? { connector } : {}) })
  try {
    await opened.app.runs.resumeOpen()
    await opened.app.runs.export('kanzlei')
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  } finally {
    killer.bury()
    opened.store.close()
  }
  return { calls: killer.calls, died: killer.isDead }
}

/** Lives on, undisturbed, until nothing is open any more. */
export async function liveToTheEnd(house: House, connector?: TargetConnector): Promise<void> {
  const { app } = openHouse(house, connector ? { connector } : {})
  try {
    await app.runs.resumeOpen()
    must(await app.runs.export('kanzlei'))
  } finally {
    await app.close()
  }
}

/** What may never be seen, at no moment: something under a final name that is not whole, or not written down. */
export function expectNothingHalf(house: House): void {
  const db = new Database(join(house.folder, 'belegbote.db'), { readonly: true })
  const rows = db.prepare<[], { name: string; sha256: string }>('SELECT name, sha256 FROM run_file').all()
  db.close()
  const planned = new Map(rows.map((row) => [row.name, row.sha256]))
  for (const path of house.server.visible()) {
    const bytes = house.server.files.get(path) ?? new Uint8Array()
    expect(planned.get(path.split('/').at(-1) ?? ''), `${path} is not whole`).toBe(sha256(bytes))
  }
}

/** What must be true in the end: every document arrived once, in whole files, and all books say so. */
export async function expectDelivered(house: House): Promise<void> {
  expectNothingHalf(house)
  const { server } = house
  expect([...server.files.keys()].sort(), 'no temporary file is left').toEqual(server.visible())
  const postings = server.visible().filter((path) => path.includes('Buchungsstapel'))
  const numbers = postings.flatMap((path) => documentNumbers(server.files.get(path)!))
  expect(numbers.sort()).toEqual(expectedNumbers)
  expect(server.visible()).toHaveLength(filesPlanned)
  const { app, store } = openHouse(house)
  try {
    await expectRunsSettled(app)
    const stamps = store.db.all('SELECT DISTINCT mandant, source_id FROM run_document WHERE released_ms IS NULL')
    expect(stamps).toHaveLength(expectedNumbers.length)
    const receipts = store.db.all('SELECT DISTINCT remote_path FROM receipt')
    expect(receipts).toHaveLength(filesPlanned)
  } finally {
    await app.close()
  }
}

async function expectRunsSettled(app: App): Promise<void> {
  const runs = must(await app.runs.list({}))
  expect(runs.filter(({ state }) => state !== 'delivered' && state !== 'empty')).toEqual([])
  expect(runs.filter(({ state }) => state === 'delivered')).toHaveLength(1)
}

/** A real folder beside the profile folder. `look` shows what lies in it as the server of the house. */
export function folderTarget(house: House): { readonly connector: TargetConnector; look(): void } {
  const root = join(house.folder, 'target')
  const folder = createFolderConnector()
  const connector: TargetConnector = {
    ...folder,
    connect: async (settings, secret, onStage) => {
      const inside = { ...settings, protocol: 'folder', host: null, user: null, directory: root } as const
      const connected = await folder.connect(inside, secret, onStage)
      return connected.ok ? { ok: true, value: below(root, connected.value) } : connected
    },
  }
  const look = () => {
    house.server.files.clear()
    if (!existsSync(root)) return
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) house.server.files.set(path, readFileSync(path))
    }
  }
  return { connector, look }
}

/** The profile names a folder of a server; here that is a folder below the root. */
function below(root: string, session: TargetSession): TargetSession {
  const at = (path: string) => join(root, path)
  return {
    ensureFolder: (path) => session.ensureFolder(at(path)),
    upload: (localPath, path, onProgress) => session.upload(localPath, at(path), onProgress),
    probe: (path) => session.probe(at(path)),
    hash: (path) => session.hash(at(path)),
    publish: (from, to) => session.publish(at(from), at(to)),
    remove: (path) => session.remove(at(path)),
    close: () => session.close(),
  }
}

/** Runs a scenario in a copy of the template, with a server of its own. */
export async function inCopy(template: House, work: (house: House) => Promise<void>): Promise<void> {
  const house = new House(template.folder, template.ledger, new MemoryServer())
  house.nowMs = template.nowMs
  try {
    await work(house)
  } finally {
    house.remove()
  }
}
