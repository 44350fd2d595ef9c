import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { assert } from '../../core/assert'

const pieceBytes = 64 * 1024

/** Files of the ledger's attachments, by name. */
export class Attachments {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** In bytes; null when it is not there. */
  size(attachment: string): number | null {
    return statSync(this.#path(attachment), { throwIfNoEntry: false })?.size ?? null
  }

  /** Piece by piece; the bytes are the reader's only until the call returns. */
  read(attachment: string, onBytes: (bytes: Uint8Array) => void): void {
    const file = openSync(this.#path(attachment), 'r')
    try {
      const piece = new Uint8Array(pieceBytes)
      for (;;) {
        const length = readSync(file, piece, 0, pieceBytes, null)
        if (length === 0) return
        onBytes(piece.subarray(0, length))
      }
    } finally {
      closeSync(file)
    }
  }

  /** The name comes from the ledger, which made it: one that would leave the folder is a bug. */
  #path(attachment: string): string {
    assert(attachment !== '' && basename(attachment) === attachment, `not the name of an attachment: ${attachment}`)
    return join(this.#folder, attachment)
  }
}
