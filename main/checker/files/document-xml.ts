import type { Teller } from '../reader'
import { isoDay } from './values'
import { checkNode, type Form, group, leaf, length, pattern, type TellNode } from './xml-rules'
import { childText, isXmlDamage, type XmlNode, xmlTree } from './xml-tree'

// Verwaltungsdatei `document.xml`, Document_v060.

/** A structured file of a document. */
export interface LedgerFile {
  /** `accountsReceivableLedger`, `accountsPayableLedger`, `cashLedger` … */
  readonly type: string
  readonly datafile: string
  /** By their key. */
  readonly properties: ReadonlyMap<string, string>
}

export interface PackagedDocument {
  readonly guid: string
  /** `1` incoming, `2` outgoing, empty. */
  readonly type: string
  readonly description: string
  /** In `document.xml`. */
  readonly line: number
  readonly files: readonly string[]
  readonly ledgers: readonly LedgerFile[]
}

export interface DocumentXml {
  readonly consultantNo: string
  readonly clientNo: string
  readonly documents: readonly PackagedDocument[]
}

const namespace = 'http://xml.datev.de/bedi/tps/document/v06.0'
const guid = pattern(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/)
const any: Form = () => true
const must = (form: Form) => ({ form, required: true })
const may = (form: Form) => ({ form, required: false })

const moment: Form = (text) => {
  const [, day, hour, minute, second] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?$/.exec(text) ?? []
  return day !== undefined && isoDay(day) !== null && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
}

const repository = group('repository', {
  children: [
    group('level', {
      ...{ required: true, many: true, children: [] },
      attributes: { id: must(pattern(/^[1-3]$/)), name: must(length(1, 30)) },
    }),
  ],
})
const properties = [
  group('property', {
    many: true,
    children: [],
    attributes: { key: must(length(1, 255)), value: must(length(1, 255)) },
  }),
]
const archive = group('archive', {
  attributes: { version: must(pattern(/^6\.0$/)), guid: may(guid), generatingSystem: may(length(1, 40)) },
  children: [
    group('header', {
      required: true,
      children: [
        leaf('date', moment, true),
        leaf('description', length(1, 255)),
        leaf('consultantNumber', pattern(/^[1-9]\d{3,6}$/)),
        leaf('clientNumber', pattern(/^([1-9]\d{0,4}|0)$/)),
        leaf('clientName', length(1, 36)),
        repository,
      ],
    }),
    group('content', {
      required: true,
      children: [
        group('document', {
          many: true,
          // The form of a GUID is told with the document.
          attributes: { guid: may(any), type: may(pattern(/^[12]$/)), processID: may(pattern(/^[12]$/)) },
          children: [
            leaf('description', length(1, 40)),
            leaf('keywords', length(1, 255)),
            group('extension', {
              many: true,
              attributes: { name: may(length(1, 255)), datafile: may(length(1, 255)) },
              children: properties,
            }),
            repository,
            group('documentintern', { children: properties }),
          ],
        }),
      ],
    }),
  ],
})

/** Null: it is not well-formed, or another file; told. */
export function readDocumentXml(bytes: Uint8Array, tell: Pick<Teller, 'reject' | 'warn'>): DocumentXml | null {
  const root = xmlTree(bytes)
  if (isXmlDamage(root) || root.name !== archive.name) {
    const value = isXmlDamage(root) ? root.damage : root.name
    tell.reject('xml-damaged', { line: root.line, field: 'document.xml', value })
    return null
  }
  if (root.namespace !== namespace)
    tell.reject('xml-namespace', { line: root.line, field: 'archive', value: root.namespace })
  const say: TellNode = (code, { line }, field, value = '') => tell.reject(code, { line, field, value })
  checkNode(root, archive, say)
  const documents = childrenOf(root, 'content').flatMap((content) => childrenOf(content, 'document'))
  const [header = null] = childrenOf(root, 'header')
  return {
    consultantNo: (header && childText(header, 'consultantNumber')) ?? '',
    clientNo: (header && childText(header, 'clientNumber')) ?? '',
    documents: documents.map((node) => readDocument(node, say)),
  }
}

function readDocument(node: XmlNode, say: TellNode): PackagedDocument {
  const [files, ledgers]: [string[], LedgerFile[]] = [[], []]
  for (const extension of childrenOf(node, 'extension')) {
    const type = extension.attributes.get('xsi:type')?.replace(/^.*:/, '') ?? ''
    const kind = kinds.get(type)
    if (!kind) say('value-unknown', extension, 'extension@xsi:type', type)
    const isFile = kind === 'file'
    const named = isFile ? 'name' : 'datafile'
    const file = extension.attributes.get(named)
    if (kind && file === undefined) say('required', extension, `extension@${named}`)
    if (isFile) {
      if (file !== undefined) files.push(file)
      continue
    }
    if (files.length > 0) say('element-order', extension, `extension@${named}`, file)
    if (kind) checkProperties(extension, kind, say)
    const property = extension.children.map(
      ({ attributes }) => [attributes.get('key') ?? '', attributes.get('value') ?? ''] as const,
    )
    if (file !== undefined) ledgers.push({ type, datafile: file, properties: new Map(property) })
  }
  if (ledgers.length > 0 && node.attributes.get('processID') === '1')
    say('datev-xml-process', node, 'document@processID', '1')
  return {
    guid: node.attributes.get('guid') ?? '',
    type: node.attributes.get('type') ?? '',
    description: childText(node, 'description') ?? '',
    ...{ line: node.line, files, ledgers },
  }
}

type Kind = 'file' | 'invoice' | 'ledger' | 'cash'
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['File', 'file'],
  ['SEPAFile', 'file'],
  ['Invoice', 'invoice'],
  ['accountsPayableLedger', 'ledger'],
  ['accountsReceivableLedger', 'ledger'],
  ['cashLedger', 'cash'],
  ['cashLedgerPayPal', 'cash'],
])

/** 1 is the month, 2 the account of a till, 3 the name of a folder or till. */
function checkProperties(extension: XmlNode, kind: Kind, say: TellNode): void {
  if (kind === 'invoice') return
  const values = new Map(extension.children.map(({ attributes }) => [attributes.get('key'), attributes.get('value')]))
  if (values.size > 2 || values.size < extension.children.length) say('element-twice', extension, 'extension/property')
  for (const key of values.keys()) {
    if (key !== '1' && key !== '3' && !(kind === 'cash' && key === '2'))
      say('value-unknown', extension, 'property@key', key)
  }
  const month = values.get('1')
  if (month === undefined) say('required', extension, 'property 1')
  else if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) say('pattern', extension, 'property 1', month)
  const till = values.get('2')
  if (till !== undefined && !/^[1-9]\d{0,8}$/.test(till)) say('pattern', extension, 'property 2', till)
  if (kind === 'cash' && till === undefined && !values.has('3')) say('required', extension, 'property 2')
}

const childrenOf = ({ children }: XmlNode, name: string) => children.filter((child) => child.name === name)
