import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Feed } from './source'

/**
 * Serves the files of one folder to this process: the library asks web addresses only. Listens on this computer alone, under
 * a path that nobody else knows; what lies in deeper folders is not served.
 * @throws when the folder cannot be read
 */
export async function serveFolder(folder: string): Promise<Feed> {
  if (!(await stat(folder)).isDirectory()) throw new Error(`ENOTDIR ${folder}`)
  const key = randomBytes(16).toString('hex')
  const server = createServer((request, response) => void answer(folder, key, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}/${key}`, close }
}

/** Announcements and packages: one name, no path. */
const served = /^[\w][\w. ()+~-]*\.(yml|exe|blockmap|zip|dmg|AppImage|deb)$/

async function answer(folder: string, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const name = pathname.startsWith(`/${key}/`) ? decoded(pathname.slice(key.length + 2)) : ''
  const path = join(folder, name)
  const size = served.test(name) ? await sizeOf(path) : null
  if (size === null) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-length': size, 'content-type': 'application/octet-stream' })
  const file = createReadStream(path)
  // The share went away in the middle: the reader sees a broken answer, not a short file.
  file.once('error', () => response.destroy())
  response.once('close', () => file.destroy())
  file.pipe(response)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return '' // no name of a file
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const stats = await stat(path)
    return stats.isFile() ? stats.size : null
  } catch {
    return null
  }
}
