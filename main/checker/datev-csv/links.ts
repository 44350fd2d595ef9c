import type { CheckFile } from '../../core/run/file-check'
import { readDocumentPackage } from '../files/document-package'
import type { Place, Teller } from '../reader'

/** Beyond this it is not asked any more, so that memory stays within bounds. */
const guidsMax = 200_000

/** Document packages that go along, and the `Beleglink` of the rows that point into them. */
export class DocumentLinks {
  readonly #given = new Set<string>()
  readonly #named = new Map<string, { readonly place: Place; readonly tell: Teller }>()
  #packages = 0

  /** @returns number of its documents */
  async package(file: CheckFile, size: number, tell: Teller): Promise<number> {
    this.#packages += 1
    const found = await readDocumentPackage(file.path, size, tell)
    if (!found) return 0
    for (const { guid } of found.documents) if (this.#given.size < guidsMax) this.#given.add(guid.toUpperCase())
    return found.documents.length
  }

  /** @param link content of the field: kind and GUID */
  named(link: string, place: Place, tell: Teller): void {
    const guid = (/"([^"]+)"/.exec(link)?.[1] ?? '').toUpperCase()
    if (!this.#named.has(guid) && this.#named.size < guidsMax) this.#named.set(guid, { place, tell })
  }

  /** Without a package the pictures may have been uploaded another way. */
  finish(): void {
    if (this.#packages === 0) return
    for (const [guid, { place, tell }] of this.#named) {
      if (!this.#given.has(guid)) tell.warn('document-link-missing', place)
    }
  }
}
