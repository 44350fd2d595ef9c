/** Bounds of one file. An honest invoice is far below each; whoever is above gets a clear refusal instead of a long wait. */
export interface ReadLimits {
  readonly fileBytes: number
  /** XML levels; EN 16931 needs about ten. */
  readonly depth: number
  /** Elements and attributes together. */
  readonly nodes: number
  readonly xmlMs: number
  /** Of the clock, so generous: a busy machine may take its time. For the files inside a PDF; afterwards its text has as long again, and is given up without a refusal. */
  readonly pdfMs: number
  /** Memory that opening one PDF may take beside the PDF itself. */
  readonly pdfMemoryBytes: number
  /** All files inside one PDF together, unpacked. */
  readonly embeddedBytes: number
  readonly embeddedFiles: number
}

const mebibyte = 1024 * 1024

export const readLimits: ReadLimits = {
  fileBytes: 32 * mebibyte,
  depth: 64,
  nodes: 1_000_000,
  xmlMs: 10_000,
  pdfMs: 15_000,
  pdfMemoryBytes: 512 * mebibyte,
  embeddedBytes: 32 * mebibyte,
  embeddedFiles: 50,
}
