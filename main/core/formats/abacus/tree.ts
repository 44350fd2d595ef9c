import { escapeXml } from '../text/xml'

/** An element with text or with elements; null: it is left out. */
export type Tree = readonly [name: string, content: string | readonly Tree[] | null]

/** AbaConnect wants to be told what to do with a record. */
const recordElements: ReadonlySet<string> = new Set([
  'Entry',
  'CollectiveInformation',
  'SingleInformation',
  'AmountData',
  'TaxData',
  'NoteData',
  'Customer',
  'AddressData',
  'CurrencyData',
  'Document',
  'LineItem',
])
const lineEnd = '\n'
const indents = Array.from({ length: 12 }, (_, depth) => ' '.repeat(depth))
/** The same few elements come again and again, each at one or two depths. */
const tags = new Map<string, readonly { readonly open: string; readonly close: string }[]>()

function tagOf(name: string, depth: number): { readonly open: string; readonly close: string } {
  const before = tags.get(name)?.[depth]
  if (before) return before
  const mode = recordElements.has(name) ? ' mode="SAVE"' : ''
  const all = indents.map((indent) => ({
    open: `${indent}<${name}${mode}>`,
    close: `</${name}>${lineEnd}`,
  }))
  tags.set(name, all)
  return all[depth] ?? { open: '', close: '' }
}

/** One element a line, children a blank deeper. */
export function render([name, content]: Tree, depth: number): string {
  if (content === null) return ''
  const { open, close } = tagOf(name, depth)
  if (typeof content === 'string') return `${open}${escapeXml(content)}${close}`
  let text = open + lineEnd
  for (const child of content) text += render(child, depth + 1)
  return `${text}${indents[depth] ?? ''}${close}`
}

/** What an AbaConnect file is for. */
export interface TaskParameter {
  readonly application: 'FIBU' | 'DEBI'
  readonly id: 'XML Buchungen' | 'Kunden' | 'Belege'
  readonly version: string
}

/** Everything before the first transaction. One task per file. */
export function containerHead({ application, id, version }: TaskParameter): string {
  const parameter: Tree = [
    'Parameter',
    [
      ['Application', application],
      ['Id', id],
      ['MapId', 'AbaDefault'],
      ['Version', version],
    ],
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<AbaConnectContainer>',
    ' <TaskCount>1</TaskCount>',
    ' <Task>',
    render(parameter, 2).trimEnd(),
    '',
  ].join(lineEnd)
}

export const containerTail = [' </Task>', '</AbaConnectContainer>', ''].join(lineEnd)

/** @param id unique in its file; Abacus returns its messages under it */
export function transaction(id: number, content: Tree): string {
  return `  <Transaction id="${id}">${lineEnd}${render(content, 3)}  </Transaction>${lineEnd}`
}
