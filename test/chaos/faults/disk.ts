import { cpSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunErrorKind } from '../../../main/core/run/run'
import type { Mounts } from '../tools'
import type { World } from '../world'
import { all, type Kind, type Stage } from './fault'

/** Which of the disks: that of the databases (and all below them), of prepared files, of the receiver. */
type Disk = 'profile' | 'spool' | 'server'

const kib = { profile: 4_096, spool: 256, server: 256 } as const

function folderOf(world: World, disk: Disk): string {
  if (disk === 'profile') return world.profileDir
  return disk === 'spool' ? join(world.profileDir, 'spool') : world.shelf.root
}

function mustMount({ tools }: Stage): Mounts {
  if (!tools.mounts) throw new Error('this kind needs mounts')
  return tools.mounts
}

const expected: Readonly<Record<Disk, readonly RunErrorKind[]>> = {
  profile: ['spool-failed'],
  spool: ['spool-failed'],
  server: ['no-space', 'server-error', 'content-mismatch'],
}

/** What an app says that cannot write into its own folder, at its start or later. */
const unwritable = ['profile-folder-unusable', 'profile-disk-full', 'database-unreadable']

export const diskFull: Kind = {
  name: 'disk full',
  means: 'a random little is left on the disk of the databases, of prepared files or of the server',
  targets: all,
  weight: 3,
  needsMounts: true,
  ownServers: true,
  make: (stage) => {
    const { world, dice } = stage
    const mounts = mustMount(stage)
    const disk = dice.pick(['profile', 'spool', 'server'] as const)
    const folder = folderOf(world, disk)
    const ballast = join(folder, '.ballast')
    const left = dice.whole(0, dice.pick([4, 40, 160])) * 1024
    let struck = 0
    return {
      expects: expected[disk],
      refusals: unwritable,
      wholeLife: true,
      strike: () => {
        world.closeRecords()
        mounts.put(folder, kib[disk])
        fill(folder, ballast, left)
      },
      mend: () => {
        world.closeRecords()
        struck = freeBytes(folder) < left || left < 8_192 ? 1 : 0
        rmSync(ballast)
        settleBack(mounts, folder)
      },
      struck: () => struck,
    }
  },
}

export const readOnly: Kind = {
  name: 'read-only disk',
  means: 'the disk of the databases, of prepared files or of the server has become read-only',
  targets: all,
  weight: 3,
  needsMounts: true,
  ownServers: true,
  make: (stage) => {
    const { world, dice } = stage
    const mounts = mustMount(stage)
    const disk = dice.pick(['profile', 'spool', 'server'] as const)
    const folder = folderOf(world, disk)
    let struck = 0
    return {
      expects: [...expected[disk], 'permission-denied', 'folder-missing'],
      refusals: unwritable,
      wholeLife: true,
      strike: () => {
        world.closeRecords()
        mounts.put(folder, kib[disk] * 4)
        mounts.readOnly(folder)
        struck++
      },
      mend: () => {
        world.closeRecords()
        mounts.writable(folder)
        settleBack(mounts, folder)
      },
      struck: () => struck,
    }
  },
}

/** The disk is as large as ever again: what lies on it stays, the small disk goes. */
function settleBack(mounts: Mounts, folder: string): void {
  const kept = `${folder}.kept`
  rmSync(kept, { recursive: true, force: true })
  copy(folder, kept)
  mounts.take(folder)
  rmSync(folder, { recursive: true, force: true })
  copy(kept, folder)
  rmSync(kept, { recursive: true })
}

function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function fill(folder: string, ballast: string, left: number): void {
  if (existsSync(ballast)) rmSync(ballast)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, freeBytes(folder) - left)))
}
