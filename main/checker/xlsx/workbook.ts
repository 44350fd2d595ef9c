import type { Teller } from '../reader'
import { DamagedWorkbook, type WorkbookPackage } from './package'
import { readDateStyles } from './styles'

/** What the cells of a sheet refer to. */
export interface Workbook {
  /** Part with the first sheet. */
  readonly sheet: string
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  /** Days are counted from 1904, as old programs for the Macintosh did. */
  readonly is1904: boolean
}

/** Shared texts are kept in memory. */
const stringsMax = 64 * 1024 * 1024

interface Relation {
  readonly type: string
  readonly part: string
}

export async function readWorkbook(book: WorkbookPackage, tell: Teller): Promise<Workbook> {
  const main = [...(await relationsOf(book, '_rels/.rels', '')).values()].find(({ type }) => type === 'officeDocument')
  const part = main?.part ?? 'xl/workbook.xml'
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relations = await relationsOf(book, `${folder}_rels/${part.slice(folder.length)}.rels`, folder)
  const sheets: string[] = []
  let is1904 = false
  await book.read(part, {
    open: (name, attribute) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attribute('date1904') ?? '')
      const id = name === 'sheet' ? (attribute('r:id') ?? attribute('id')) : undefined
      if (id !== undefined) sheets.push(relations.get(id)?.part ?? '')
    },
  })
  const [sheet] = sheets
  if (!sheet) throw new DamagedWorkbook('workbook-damaged', part)
  if (sheets.length > 1) tell.warn('workbook-sheets', { value: `${sheets.length}` })
  const of = (type: string) => [...relations.values()].find((one) => one.type === type)?.part
  const [strings, styles] = [of('sharedStrings'), of('styles')]
  return {
    ...{ sheet, is1904 },
    strings: strings === undefined ? [] : await readStrings(book, strings),
    dateStyles: styles === undefined ? [] : await readDateStyles(book, styles),
  }
}

async function relationsOf(
  book: WorkbookPackage,
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const relations = new Map<string, Relation>()
  await book.read(part, {
    open: (name, attribute) => {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const target = attribute('Target') ?? ''
      relations.set(attribute('Id') ?? '', {
        type: (attribute('Type') ?? '').split('/').at(-1) ?? '',
        part: target.startsWith('/') ? target.slice(1) : folder + target,
      })
    },
  })
  return relations
}

async function readStrings(book: WorkbookPackage, part: string): Promise<readonly string[]> {
  const strings: string[] = []
  const text = new CellText()
  let size = 0
  await book.read(part, {
    open: (name) => {
      if (name === 'si') text.begin()
      text.open(name)
    },
    text: (piece) => text.text(piece),
    close: (name) => {
      text.close(name)
      if (name !== 'si') return
      const value = text.value
      size += value.length
      if (size > stringsMax) throw new DamagedWorkbook('workbook-too-large', part)
      strings.push(value)
    },
  })
  return strings
}

/** `_x0041_` stands for the character of that number. */
const escaped = /_x([0-9A-Fa-f]{4})_/g

/** Text of a cell, in one piece or in several with looks of their own; readings beside it (`rPh`) do not count. */
export class CellText {
  #value = ''
  #isInText = false
  #isBeside = false

  get value(): string {
    return this.#value.replace(escaped, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }

  begin(): void {
    this.#value = ''
  }

  open(name: string): void {
    if (name === 'rPh') this.#isBeside = true
    if (name === 't' && !this.#isBeside) this.#isInText = true
  }

  text(piece: string): void {
    if (this.#isInText) this.#value += piece
  }

  close(name: string): void {
    if (name === 'rPh') this.#isBeside = false
    if (name === 't') this.#isInText = false
  }
}
