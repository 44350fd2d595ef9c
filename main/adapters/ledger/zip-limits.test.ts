import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeZip } from '../../../test/fixtures/zip'
import { createFaults } from './exchange/faults'
import { entriesMax, openZip } from './exchange/zip'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-zip-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A ZIP whose end (ZIP64) states this many entries, whatever is in it. */
function claiming(entries: bigint): Buffer {
  const whole = makeZip([{ name: 'belege.csv', content: 'x' }])
  const [body, end] = [whole.subarray(0, -22), Buffer.from(whole.subarray(-22))]
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(entries, 24)
  record.writeBigUInt64LE(entries, 32)
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40)
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(body.length), 8)
  locator.writeUInt32LE(1, 16)
  end.writeUInt16LE(0xffff, 10)
  end.writeUInt32LE(0xffffffff, 16)
  return Buffer.concat([body, record, locator, end])
}

async function codesOf(bytes: Buffer): Promise<readonly string[]> {
  const path = join(folder, 'books.zip')
  writeFileSync(path, bytes)
  const faults = createFaults()
  const files = await openZip(path, faults)
  files?.close()
  return faults.list().map(({ code }) => code)
}

it('a ZIP with more entries than are kept in memory is refused before they are read', async () => {
  expect(await codesOf(claiming(BigInt(entriesMax) + 1n))).toEqual(['import-zip-too-many'])
})

it('one that states as many as it has is taken', async () => {
  expect(await codesOf(claiming(1n))).toEqual([])
})
