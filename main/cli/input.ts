import { readFile } from 'node:fs/promises'
import type { InputFault, Parsed } from '../../preload/contract/input-faults'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import { invalid } from './outcome'

/** A settings file larger than this is not one. */
const fileBytesMax = 4 * 1024 * 1024
/** Longest password or passphrase. */
const secretBytesMax = 64 * 1024

export interface FileFault extends InputFault {
  readonly file: string
}

export function inputFaults(faults: readonly FileFault[]): AppError {
  return invalid('input-faults', { count: faults.length }, { faults })
}

/** Reads a JSON file (UTF-8, a BOM is allowed). */
export async function readJson(file: string): Promise<Result<unknown, AppError>> {
  const bytes = await readBytes(file)
  return bytes === null ? fail(invalid('file-unreadable', { file })) : parseJson(bytes, file)
}

/** The same for bytes that came from elsewhere. */
export function parseJson(bytes: Uint8Array, file: string): Result<unknown, AppError> {
  const text = decode(bytes)
  if (text === null) return fail(invalid('file-not-utf8', { file }))
  try {
    return ok(JSON.parse(text))
  } catch {
    // The parser's message may quote the file, and with it something that looks like a password.
    return fail(invalid('file-not-json', { file }))
  }
}

/** Reads and checks a settings file in one go. */
export async function readSettings<T>(
  file: string,
  parse: (input: unknown) => Parsed<T>,
): Promise<Result<T, AppError>> {
  const json = await readJson(file)
  if (!json.ok) return json
  const parsed = parse(json.value)
  return parsed.ok ? ok(parsed.value) : fail(inputFaults(parsed.faults.map((fault) => ({ file, ...fault }))))
}

/** Takes one trailing LF or CRLF off, nothing else. */
export function readSecretBytes(bytes: Uint8Array): Result<string, AppError> {
  if (bytes.length > secretBytesMax) return fail(invalid('secret-too-long'))
  const text = decode(bytes, true)
  if (text === null) return fail(invalid('secret-not-utf8'))
  const secret = text.replace(/\r?\n$/, '')
  return secret === '' ? fail(invalid('secret-empty')) : ok(secret)
}

async function readBytes(file: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(file)
    return bytes.length > fileBytesMax ? null : bytes
  } catch {
    return null
  }
}

function decode(bytes: Uint8Array, ignoreBOM = false): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM }).decode(bytes)
  } catch {
    return null
  }
}
