import { SaxesParser } from 'saxes'

/** An element with what is in it. */
export interface XmlNode {
  /** Without the prefix, which every program chooses itself. */
  readonly name: string
  readonly namespace: string
  /** Without declarations of namespaces; those of XML Schema instances are called `xsi:…`. */
  readonly attributes: ReadonlyMap<string, string>
  /** From 1. */
  readonly line: number
  readonly children: XmlNode[]
  /** Of this element alone. */
  text: string
}

export interface XmlDamage {
  readonly damage: string
  readonly line: number
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance'
/** No file that is taken is so big or so deep; memory stays within bounds whatever comes. */
const nodesMax = 1_000_000
const depthMax = 50

/** Reads a whole file. A DOCTYPE is refused, as are entities beyond those of XML itself. */
export function xmlTree(bytes: Uint8Array): XmlNode | XmlDamage {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { damage: 'UTF-8', line: 1 }
  }
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlNode[] = []
  let [root, damage, count]: [XmlNode | null, XmlDamage | null, number] = [null, null, 0]
  const damaged = (what: string) => {
    damage ??= { damage: what, line: parser.line }
  }
  parser.on('error', (error) => damaged(error.message))
  parser.on('doctype', () => damaged('DOCTYPE'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) damaged(encoding)
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    count += 1
    if (count > nodesMax || open.length > depthMax) damaged(local)
    if (damage) return
    const own = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    const node: XmlNode = {
      ...{ name: local, namespace: uri, line: parser.line, children: [], text: '' },
      attributes: new Map(own.map((one) => [one.uri === schemaInstance ? `xsi:${one.local}` : one.name, one.value])),
    }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const add = (value: string) => {
    const node = open.at(-1)
    if (node) node.text += value
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => void open.pop())
  for (let at = 0; at < text.length && damage === null; at += pieceLength)
    parser.write(text.slice(at, at + pieceLength))
  if (damage === null) parser.close()
  return damage ?? root ?? { damage: '', line: 1 }
}
/** After each piece it is seen whether the rest matters. */
const pieceLength = 64 * 1024

export const isXmlDamage = (one: XmlNode | XmlDamage): one is XmlDamage => 'damage' in one

/** Text of a child; null where there is none. */
export function childText({ children }: XmlNode, name: string): string | null {
  return children.find((child) => child.name === name)?.text ?? null
}
