import type { ReadPosting } from '../../core/run/file-check'
import { SeenNumbers, SeenTexts } from '../files/seen-texts'
import type { Teller } from '../reader'
import { type DebiRules, readDocument } from './debi'
import { debiDocument, debtor, entry, type Group } from './elements'
import { type CollectiveAccounts, readEntry } from './fibu'
import { childrenOf, type Node, textAt } from './nodes'
import { checkStructure, type Tell } from './structure'

/** What has to be known across the files of one request. */
export interface Shared {
  readonly collectives: CollectiveAccounts
  readonly debi: DebiRules
  readonly debiNumbers: SeenTexts
  readonly debtors: Set<string>
}

/** What a transaction holds, by `Application Id` of the task. */
const contents: ReadonlyMap<string, Group> = new Map([
  ['FIBU XML Buchungen', entry],
  ['DEBI Belege', debiDocument],
  ['DEBI Kunden', debtor],
])

/** Takes the elements of one file: the container, its task, the task's parameter and the transactions. */
export class AbacusFile {
  rows = 0
  readonly #tell: Teller
  readonly #shared: Shared
  #isContainer = false
  #tasks = 0
  #content: Group | null = null
  #version = ''
  readonly #ids = new SeenNumbers()
  readonly #entries = new SeenTexts()

  constructor(tell: Teller, shared: Shared) {
    this.#tell = tell
    this.#shared = shared
  }

  /** @returns false: nothing more can be read */
  node(node: Node, depth: number): boolean {
    if (depth === 0) {
      this.#isContainer = node.name === 'AbaConnectContainer'
      if (this.#isContainer) return true
      this.#reject('element-unknown', node, node.name)
      return false
    }
    if (depth === 1) return this.#ofContainer(node)
    if (node.name === 'Parameter') return this.#parameter(node)
    if (node.name === 'Transaction') this.#transaction(node)
    else this.#reject('element-unknown', node, `Task/${node.name}`)
    return true
  }

  /** @param isWhole it is XML to its end */
  end(isWhole: boolean): void {
    if (isWhole && this.#content && this.rows === 0) this.#tell.reject('no-rows')
    if (isWhole && this.#isContainer && this.#tasks === 0)
      this.#tell.reject('required', { field: 'AbaConnectContainer/Task' })
  }

  #ofContainer(node: Node): boolean {
    if (node.name === 'TaskCount') {
      if (node.text !== '1') this.#tell.warn('value-unknown', { line: node.line, field: 'TaskCount', value: node.text })
    } else if (node.name === 'Task') {
      this.#tasks += 1
      if (this.#tasks > 1) this.#reject('element-twice', node, 'Task')
    } else this.#reject('element-unknown', node, node.name)
    return true
  }

  #parameter(node: Node): boolean {
    const field = (name: string) => textAt(node, name)
    for (const name of ['Application', 'Id', 'MapId', 'Version']) {
      if (field(name) === '') this.#reject('required', node, `Parameter/${name}`)
    }
    this.#version = field('Version')
    if (!/^20\d\d\.00$/.test(this.#version)) this.#reject('value-unknown', node, 'Parameter/Version', this.#version)
    const what = `${field('Application')} ${field('Id')}`
    this.#content = contents.get(what) ?? null
    if (this.#content) return true
    this.#tell.reject('abacus-not-read', { line: node.line, field: 'Parameter/Id', value: what })
    return false
  }

  #transaction(node: Node): void {
    this.rows += 1
    const id = node.attributes['id'] ?? ''
    if (!/^\d+$/.test(id)) this.#reject('required', node, 'Transaction/@id', id)
    else if (this.#ids.take(id)) this.#reject('abacus-transaction-id', node, 'Transaction/@id', id)
    const content = this.#content
    if (!content) {
      if (this.rows === 1) this.#reject('required', node, 'Task/Parameter')
      return
    }
    const [first, ...others] = node.children
    if (!first || first.name !== content.name) this.#reject('required', node, `Transaction/${content.name}`)
    for (const other of others) this.#reject('element-unknown', other, `Transaction/${other.name}`)
    if (first?.name === content.name) this.#read(first, content)
  }

  #read(node: Node, content: Group): void {
    const document = documentOf(node)
    const tell: Tell = (level, code, at, field = at.name, value = valueAt(at, field)) => {
      this.#tell[level](code, { line: at.line, document, field, value })
    }
    if (!checkStructure(node, content, this.#version, tell)) return
    const { collectives, debi, debiNumbers } = this.#shared
    if (content === debtor) this.#debtor(node, tell)
    else if (content === entry) {
      this.#checkTwice(node, tell)
      this.#give(readEntry(node, collectives, tell))
    } else this.#give(readDocument(node, debi, debiNumbers, tell))
  }

  #give(postings: readonly ReadPosting[]): void {
    for (const posting of postings) this.#tell.posting(posting)
  }

  #debtor(node: Node, tell: Tell): void {
    const number = textAt(node, 'CustomerNumber')
    if (textAt(node, 'AddressData', 'AddressNumber') !== number) {
      tell('warn', 'document-differs', node, 'AddressData/AddressNumber')
    }
    const { debtors } = this.#shared
    if (debtors.has(number)) tell('warn', 'account-twice', node, 'CustomerNumber')
    debtors.add(number)
  }

  /** An entry that stands in the file twice, word by word, would be booked twice. */
  #checkTwice(node: Node, tell: Tell): void {
    if (this.#entries.take(textOf(node))) tell('warn', 'entry-twice', node, 'Entry')
  }

  #reject(code: string, { line }: Node, field: string, value = ''): void {
    this.#tell.reject(code, { line, field, value })
  }
}

function textOf({ name, text, children }: Node): string {
  return children.length === 0 ? `${name}=${text}\n` : `${name}\n${children.map(textOf).join('')}`
}

function documentOf(node: Node): string {
  const [total] = childrenOf(node, 'CollectiveInformation')
  if (total) return textAt(total, 'DocumentNumber')
  return textAt(node, 'Reference') || textAt(node, 'Number') || textAt(node, 'CustomerNumber')
}

/** The field is told by its path, of which the element itself may be the first or the last name. */
function valueAt(node: Node, field: string): string {
  const names = field.split('/')
  if (names.at(-1) === node.name && node.children.length === 0) return node.text
  return textAt(node, ...(names[0] === node.name ? names.slice(1) : names))
}
