import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const scheme = 'app'
const origin = `${scheme}://ui`
export const startPage = `${origin}/index.html`

export function isOwnPage(url: string): boolean {
  return url.startsWith(`${origin}/`)
}

/** Stands in index.html where the page's nonce goes. */
const nonceMark = '__CSP_NONCE__'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Nothing but our own files; no inline script at all. The nonce is for the one `<style>` that react-aria adds for touch
 * screens; scripts have none.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/**
 * Answers requests to `app://ui/…` with files of the built renderer and with nothing outside it.
 * @param folder absolute path of the built renderer
 */
export async function servePage(folder: string, url: string): Promise<Response> {
  const path = pathInside(folder, url)
  const mediaType = path && mediaTypes[extname(path)]
  const bytes = path && mediaType ? await readOrNull(path) : null
  if (!bytes || !mediaType) return new Response('', { status: 404 })
  const nonce = randomBytes(16).toString('base64url')
  const isPage = mediaType.startsWith('text/html')
  const body = isPage ? bytes.toString('utf8').replaceAll(nonceMark, nonce) : new Uint8Array(bytes)
  const headers = {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
  return new Response(body, { headers })
}

function pathInside(folder: string, url: string): string | null {
  try {
    const { host, pathname } = new URL(url)
    const path = normalize(join(folder, decodeURIComponent(pathname)))
    return host === 'ui' && path.startsWith(folder + sep) && !path.includes('\0') ? path : null
  } catch {
    return null // not an address at all: there is no such page
  }
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch {
    return null // not there or not readable: both are 404 for a page
  }
}
