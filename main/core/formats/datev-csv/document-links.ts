import { clientNoOf, consultantNoOf } from '../datev/check'
import type { FaultList } from '../datev/faults'
import { checkAttachment } from '../documents/check-attachment'
import { guidOf } from '../documents/guid'
import { DocumentPackage, type PackageHead } from '../documents/package'
import { FileNames } from '../file-names'
import type { FileSink, FormatContext } from '../format'

/** What of a document its picture needs. */
export interface Pictured {
  readonly mandant: string
  /** Unique per Mandant, document and version. */
  readonly key: string
  readonly documentNo: string
  readonly attachment: string | null
}

const naming = {
  words: { attachments: 'Belegbilder' },
  defaults: { attachments: '{art}_{mandant}_{lauf}' },
  prefix: '',
  extension: '.zip',
} as const

/**
 * The pictures of a run as DATEV document packages, and the `Beleglink` that points from a row into them: GUID of the document,
 * the same in every run.
 */
export class DocumentLinks {
  readonly #sink: FileSink
  readonly #context: FormatContext
  readonly #names: FileNames
  readonly #open = new Map<string, DocumentPackage>()

  constructor(context: FormatContext, sink: FileSink) {
    this.#context = context
    this.#sink = sink
    this.#names = new FileNames(context, naming)
  }

  /** The field's content, empty for a document without a picture. */
  linkOf(one: Pictured, faults: FaultList): string {
    if (one.attachment === null) return ''
    checkAttachment(one.attachment, this.#sink, faults)
    return `BEDI "${this.#guid(one)}"`
  }

  /** For a document whose rows are written. */
  add(one: Pictured): void {
    if (one.attachment === null) return
    const { documentNo, attachment } = one
    const guid = this.#guid(one)
    this.#packageOf(one.mandant).add({
      guid,
      type: null,
      description: documentNo,
      stem: documentNo,
      ledger: null,
      attachment,
    })
  }

  close(): void {
    for (const one of this.#open.values()) one.close()
    this.#open.clear()
  }

  #guid({ mandant, key }: Pictured): string {
    return guidOf(`${mandant}:${key}`)
  }

  #packageOf(mandant: string): DocumentPackage {
    const open = this.#open.get(mandant)
    if (open && !open.isFull) return open
    open?.close()
    const month = this.#context.createdAt.slice(0, 7).replace('-', '')
    const file = { kind: 'attachments', mandant, name: this.#names.next('attachments', mandant, month) } as const
    const next = new DocumentPackage(this.#sink, file, this.#headOf(mandant))
    this.#open.set(mandant, next)
    return next
  }

  #headOf(id: string): PackageHead {
    const { mandants, createdAt } = this.#context
    const mandant = mandants.find((one) => one.mandant.mandant === id)?.mandant
    const consultantNo = consultantNoOf(mandant?.consultantNo ?? null) ?? ''
    return { date: createdAt.slice(0, 19), consultantNo, clientNo: clientNoOf(mandant?.clientNo ?? null) ?? '' }
  }
}
