import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'
import type { Teller } from '../reader'

/** An element with what is in it. */
export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** From 1. */
  readonly line: number
  readonly children: Node[]
  /** Of an element without children, as it stands there. */
  text: string
}

/** Container and task are never held; what is in them comes one by one. */
const streamedDepth = 2
/** No transaction is so big; memory stays within bounds whatever comes. */
const nodesMax = 200_000
const depthMax = 20

/**
 * Reads a file of AbaConnect and tells each element of the container and of the task when it is complete, the task itself
 * when it begins.
 * @param onNode answers false: enough, read no further
 * @returns whether it is XML to its end
 */
export async function readNodes(
  path: string,
  fileName: string,
  tell: Pick<Teller, 'reject'>,
  onNode: (node: Node, depth: number) => boolean,
): Promise<boolean> {
  const nodes = new Nodes(onNode)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string | null => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      tell.reject('not-utf-8', { line: nodes.line })
      return null
    }
  }
  for await (const piece of createReadStream(path)) {
    const text = decode(piece)
    if (text === null) return false
    nodes.write(text)
    if (!nodes.goesOn) break
  }
  if (nodes.goesOn && decode() === null) return false
  if (nodes.goesOn) nodes.end()
  if (nodes.damage === null) return true
  tell.reject('xml-damaged', { line: nodes.line, field: fileName, value: nodes.damage })
  return false
}

class Nodes {
  /** What is wrong with the XML; null: nothing so far. */
  damage: string | null = null
  #isEnough = false
  #count = 0
  readonly #open: Node[] = []
  readonly #parser = new SaxesParser()
  readonly #onNode: (node: Node, depth: number) => boolean

  constructor(onNode: (node: Node, depth: number) => boolean) {
    this.#onNode = onNode
    this.#parser.on('error', (error) => this.#damaged(error.message))
    this.#parser.on('doctype', () => this.#damaged('DOCTYPE'))
    this.#parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) this.#damaged(encoding)
    })
    this.#parser.on('opentag', ({ name, attributes }) => this.#begin(name, attributes))
    this.#parser.on('text', (text) => this.#text(text))
    this.#parser.on('cdata', (text) => this.#text(text))
    this.#parser.on('closetag', () => this.#close())
  }

  get goesOn(): boolean {
    return this.damage === null && !this.#isEnough
  }

  get line(): number {
    return this.#parser.line
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
  }

  #damaged(what: string): void {
    this.damage ??= what
  }

  #begin(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!this.goesOn) return
    const depth = this.#open.length
    const node: Node = { name, attributes: { ...attributes }, line: this.line, children: [], text: '' }
    this.#count = depth <= streamedDepth ? 0 : this.#count + 1
    if (this.#count > nodesMax || depth > depthMax) this.#damaged(name)
    if (depth > streamedDepth) this.#open.at(-1)?.children.push(node)
    this.#open.push(node)
    if (depth < streamedDepth && name !== 'TaskCount') this.#tell(node, depth)
  }

  #text(text: string): void {
    const node = this.#open.at(-1)
    if (node && this.#open.length > 1) node.text += text
  }

  #close(): void {
    const node = this.#open.pop()
    const depth = this.#open.length
    if (!node || !this.goesOn) return
    if (depth === streamedDepth || node.name === 'TaskCount') this.#tell(node, depth)
    if (depth < streamedDepth) node.text = ''
  }

  #tell(node: Node, depth: number): void {
    if (!this.#onNode(node, depth)) this.#isEnough = true
  }
}

/** Text at a path of names; empty where there is none. */
export function textAt(node: Node, ...path: readonly string[]): string {
  let at: Node | undefined = node
  for (const name of path) at = at?.children.find((child) => child.name === name)
  return at?.text ?? ''
}

export const childrenOf = ({ children }: Node, name: string): readonly Node[] =>
  children.filter((child) => child.name === name)
