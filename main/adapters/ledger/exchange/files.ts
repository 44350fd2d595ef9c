/** The exchange folder as the import sees it, whether it is a folder or a ZIP. Paths have `/` and are NFC. */
export interface ExchangeFiles {
  /** Files directly in the folder. */
  readonly names: readonly string[]
  /** `outside`: the path leads out of the folder, for instance over a link. */
  find(path: string): Promise<ExchangeFile | 'missing' | 'outside'>
  /** A single file given instead of a folder: what it is, its first bytes said. */
  readonly isInvoice?: boolean
  close(): void
}

export interface ExchangeFile {
  readonly path: string
  readonly sizeBytes: number
  /** @throws ExchangeFailure, or the file system's error, while it is read */
  read(): AsyncIterable<Uint8Array>
}
