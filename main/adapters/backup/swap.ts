import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { syncFolder } from './disk'

/** Where a restore is made ready, in the profile folder. */
export const stagingName = 'restore'
const markerName = 'commit.json'
export const stagedIn = (profileDir: string) => join(profileDir, stagingName, 'new')

/**
 * What a restore does to the profile folder. Until it is written down nothing has happened; from then on it is carried to its
 * end, by whoever opens the folder next if need be.
 */
const Swap = z.object({
  /** Folder for what is replaced, below the profile folder. */
  aside: z.string(),
  /** Relative to the profile folder: what is moved in from the staging, after what is there moved aside. */
  moves: z.array(z.string()),
  /** What only moves aside: a log of the old database would be taken for the new one's. */
  drops: z.array(z.string()),
})
export type Swap = z.infer<typeof Swap>

/** The point of no return. */
export async function decideSwap(profileDir: string, swap: Swap): Promise<void> {
  const marker = join(profileDir, stagingName, markerName)
  const file = await open(`${marker}.part`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(swap))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${marker}.part`, marker)
  await syncFolder(dirname(marker))
}

/**
 * Carries a decided swap to its end, or clears away one that was not decided. May be cut off at any point and called again.
 * The caller is alone in the folder.
 * @param onMove told before each move
 * @returns whether something was swapped
 */
export async function finishSwap(profileDir: string, onMove: () => void = () => undefined): Promise<boolean> {
  const staging = join(profileDir, stagingName)
  if (!existsSync(staging)) return false
  const marker = join(staging, markerName)
  const isDecided = existsSync(marker)
  if (isDecided) {
    const swap = Swap.parse(JSON.parse(await readFile(marker, 'utf8')))
    await carryOut(profileDir, swap, onMove)
    onMove()
    await rm(marker)
    await syncFolder(staging)
  }
  onMove()
  await rm(staging, { recursive: true, force: true })
  return isDecided
}

async function carryOut(profileDir: string, { aside, moves, drops }: Swap, onMove: () => void): Promise<void> {
  const live = (name: string) => join(profileDir, name)
  const moveAside = async (name: string) => {
    if (!existsSync(live(name))) return
    onMove()
    await mkdir(dirname(join(profileDir, aside, name)), { recursive: true, mode: 0o700 })
    await rename(live(name), join(profileDir, aside, name))
  }
  const touched = new Set<string>([profileDir])
  for (const name of drops) await moveAside(name)
  for (const name of moves) {
    const staged = join(stagedIn(profileDir), name)
    // What is not staged any more was moved in before: what is there now is new.
    if (!existsSync(staged)) continue
    await moveAside(name)
    onMove()
    await mkdir(dirname(live(name)), { recursive: true, mode: 0o700 })
    await rename(staged, live(name))
    touched.add(dirname(live(name)))
  }
  for (const folder of touched) await syncFolder(folder)
}
