import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Exchange, writeExchange } from '../fixtures/exchange'

type Command = (args: readonly string[], input?: string) => Promise<string>

/** One Mandant with so many invoices. */
function books(documents: number): Exchange {
  const numbers = Array.from({ length: documents }, (_, index) => String(index + 1))
  return {
    mandanten: [
      {
        mandant: 'M1',
        name: 'Optik Süd GmbH',
        beraternummer: '1001',
        mandantennummer: '11',
        kontenrahmen: 'SKR03',
        sachkontenlaenge: '4',
      },
    ],
    belegarten: [{ belegart: 'RE', name: 'Rechnung', art: 'rechnung' }],
    debitoren: [{ mandant: 'M1', konto: '10001', nachname: 'Müller', ort: 'Köln' }],
    belege: numbers.map((no) => ({
      mandant: 'M1',
      beleg: `b${no}`,
      belegnummer: `R${no}`,
      belegart: 'RE',
      belegdatum: '2026-03-02',
      personenkonto: '10001',
    })),
    buchungen: numbers.map((no) => ({
      mandant: 'M1',
      beleg: `b${no}`,
      position: '1',
      betrag: '119,00',
      soll_haben: 'S',
      konto: '10001',
      gegenkonto: '8400',
      steuersatz: '19',
    })),
  }
}

/** A house with books, so that a profile has something to hand over. */
export async function importBooks(command: Command, profileDir: string, documents = 3): Promise<void> {
  await command(['ledger', 'import', writeExchange(mkdtempSync(join(profileDir, 'books-')), books(documents))])
}

/** A profile that delivers everything, by hand unless it says otherwise. */
export async function applyProfile(command: Command, profileDir: string, change: Readonly<Record<string, unknown>>) {
  const profile = {
    id: 'kanzlei',
    name: 'Kanzlei Müller',
    timeZone: 'Europe/Berlin',
    target: { protocol: 'folder', directory: join(profileDir, 'kanzlei', 'eingang') },
    selection: { mandants: ['M1'], documentTypes: ['RE'] },
    format: 'datev-csv',
    schedule: { interval: 'monthly', days: [1], time: '07:30' },
    ...change,
  }
  const file = join(mkdtempSync(join(profileDir, 'profile-')), 'profile.json')
  writeFileSync(file, JSON.stringify(profile))
  await command(['profile', 'apply', file])
}

/** Files of a target folder, finished or not; none where there is no folder. */
export function filesOf(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder).toSorted()
}

/** What the processes below one are for: `renderer`, `gpu-process`, `zygote` … */
export function processesOf(pid: number): readonly string[] {
  const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => {
    const type = /--type=([\w-]+)/.exec(readOrEmpty(`/proc/${child}/cmdline`))?.[1]
    return [...(type ? [type] : []), ...processesOf(child)]
  })
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended meanwhile
  }
}
