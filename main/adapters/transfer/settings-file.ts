import { readFile } from 'node:fs/promises'

/** Reads that are under way, by path: one that hangs holds a thread of the few that Node has, so it is never begun twice. */
const underWay = new Map<string, Promise<Buffer>>()

/**
 * Reads a key or certificate that the settings name. It may lie in a network folder that has gone away, where reading waits
 * for ever: then this ends without it.
 * @throws what the file system says, or that it did not answer within `limitMs`
 */
export async function readSettingsFile(path: string, limitMs: number): Promise<Buffer> {
  const reading = underWay.get(path) ?? begin(path)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${path} did not answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([reading, late])
  } finally {
    clearTimeout(timer)
  }
}

function begin(path: string): Promise<Buffer> {
  const reading = readFile(path).finally(() => underWay.delete(path))
  underWay.set(path, reading)
  reading.catch(() => undefined) // told through the race, or too late for anybody
  return reading
}
