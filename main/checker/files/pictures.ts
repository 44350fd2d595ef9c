import type { CheckFile } from '../../core/run/file-check'
import type { Place, Teller } from '../reader'

/** Beyond this it is not asked any more, so that memory stays within bounds. */
const namesMax = 500_000

/** Pictures that lie beside the tables of a request, and the rows that name them. */
export class Pictures {
  readonly #named = new Map<string, { readonly place: Place; readonly tell: Teller }>()
  readonly #given = new Map<string, Teller>()
  /** Only where pictures go along; the files of a person may leave them at home. */
  readonly #areWanted: boolean

  constructor(areWanted: boolean) {
    this.#areWanted = areWanted
  }

  given(file: CheckFile, tell: Teller): void {
    this.#given.set(file.name, tell)
  }

  /** @param path name of the file, behind a path of the advisor's choice */
  named(path: string, place: Place, tell: Teller): void {
    const name = path.split(/[\\/]/).at(-1) ?? ''
    if (!this.#named.has(name) && this.#named.size < namesMax) this.#named.set(name, { place, tell })
  }

  finish(): void {
    if (!this.#areWanted && this.#given.size === 0) return
    for (const [name, { place, tell }] of this.#named) {
      if (!this.#given.has(name)) tell.reject('picture-missing', { ...place, value: name })
    }
    for (const [name, tell] of this.#given) if (!this.#named.has(name)) tell.warn('picture-not-named', { value: name })
  }
}
