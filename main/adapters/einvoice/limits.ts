/** Bounds of one file. An honest invoice is far below each; whoever is above gets a clear refusal instead of a long wait. */
export interface ReadLimits {
  readonly fileBytes: number
  /** XML levels; EN 16931 needs about ten. */
  readonly depth: number
  /** Elements and attributes together; a line of an invoice has about 40. */
  readonly nodes: number
  /** Of one element. */
  readonly attributes: number
  /** Characters of one attribute. */
  readonly attributeLength: number
  /** Marks (`<` and `&`): what a parser stops at, also when nothing comes of it, like comments. */
  readonly marks: number
  /** Characters of an XML file without its attachments. */
  readonly length: number
  /** Processor time for all XML of one file, so that a busy machine refuses nothing. */
  readonly xmlCpuMs: number
  /** Processor time of the thread for one PDF, and what each mebibyte of the file adds. */
  readonly pdfCpuMs: number
  readonly pdfCpuMsPerMebibyte: number
  /** Of the clock, for a thread that stands still: for the files inside, and as long again for the text. */
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
  nodes: 400_000,
  attributes: 100,
  attributeLength: 4096,
  marks: 1_000_000,
  length: 16 * mebibyte,
  xmlCpuMs: 1_500,
  pdfCpuMs: 2_000,
  pdfCpuMsPerMebibyte: 250,
  pdfMs: 15_000,
  pdfMemoryBytes: 512 * mebibyte,
  embeddedBytes: 32 * mebibyte,
  embeddedFiles: 50,
}
