import { isAbsolute, win32 } from 'node:path'
import type { UpdateSourceDto } from '../../../preload/contract/dto'
import { fail, ok, type Result } from '../../core/result'
import type { AppError } from '../../engine/app'
import { invalid } from '../../engine/app-error'
import { serveFolder } from './folder-server'

/** A place that new versions are asked from, until it is closed. */
export interface Feed {
  readonly url: string
  close(): void
}

/**
 * Whether a source may be set. A server is asked over TLS: on Linux nothing but the checksum that it tells itself protects
 * the new version. This computer's own address is the exception.
 */
export function checkSource(source: UpdateSourceDto): Result<void, AppError> {
  switch (source.kind) {
    case 'server':
      return isSafeUrl(source.url) ? ok() : fail(invalid('update-url-invalid'))
    case 'folder':
      return isAbsolute(source.path) || win32.isAbsolute(source.path) ? ok() : fail(invalid('update-folder-invalid'))
    default:
      return ok()
  }
}

/** Opens what is not `off`. */
export async function openFeed(source: Exclude<UpdateSourceDto, { kind: 'off' }>): Promise<Feed> {
  return source.kind === 'server' ? { url: source.url, close: () => undefined } : serveFolder(source.path)
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username } = new URL(text)
  const isOwn = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && isOwn))
}

/** Codes of libraries and systems → what a person is told; everything else is `update-failed`. */
const troubles: readonly (readonly [RegExp, string])[] = [
  [/CHECKSUM_MISMATCH/, 'update-damaged'],
  [/INVALID_SIGNATURE|not signed by the application owner|code signature/i, 'update-signature'],
  [/CHANNEL_FILE_NOT_FOUND|ERR_UPDATER_NO_PUBLISHED/, 'update-nothing-there'],
  [/INVALID_UPDATE_INFO|INVALID_VERSION|NO_FILES_PROVIDED|HTTP_ERROR/, 'update-nothing-there'],
  [/ENOENT|ENOTDIR|EACCES|EPERM|ENETUNREACH|EHOSTDOWN/, 'update-unreachable'],
  [
    /ERR_(INTERNET|NETWORK|NAME|CONNECTION|ADDRESS|TIMED|CERT|SSL|PROXY|EMPTY)|ENOTFOUND|ECONN|ETIMEDOUT/,
    'update-unreachable',
  ],
  [/ENOSPC/, 'update-no-space'],
]

/** What a person is told of an error of the library. */
export function troubleOf(error: unknown): string {
  const { code, message } =
    error instanceof Error ? { code: '', ...error, message: error.message } : { code: '', message: String(error) }
  const text = `${code} ${message}`
  return troubles.find(([pattern]) => pattern.test(text))?.[1] ?? 'update-failed'
}
