import { fail, ok, type Result } from '../result'
import { readCii } from './cii'
import { ciiRoots, isCiiNamespace } from './cii-dialects'
import { found } from './findings'
import { finish } from './finish'
import type { EInvoice, EInvoiceFinding } from './invoice'
import { type EncodedAttachment, Look } from './look'
import { isUblNamespace, readUbl, ublRoots } from './ubl'
import { keepNamespaces, type XmlElement } from './xml'

export interface ReadInvoice {
  readonly invoice: EInvoice
  /** In the order of `invoice.attachments`. */
  readonly encoded: readonly EncodedAttachment[]
}

/** An order of the Order-X family. */
const orderRoot = /OrderMessage|SCRDMCCBDACIOMessageStructure/
/** Other papers of the same vocabularies: delivery notes, orders, answers. */
const ublNamespace = 'urn:oasis:names:specification:ubl:schema:xsd:'
const cefactNamespace = 'urn:un:unece:uncefact:data:'

/** True when a tree with this root may hold an invoice. */
export function isInvoiceRoot({ ns, name }: Pick<XmlElement, 'ns' | 'name'>): boolean {
  return ublRoots[ns] === name || ciiRoots.get(ns)?.root === name
}

/** Tree → invoice. Fails when the root is no invoice or nothing identifies it; everything else is a finding of the invoice. */
export function readInvoice(root: XmlElement): Result<ReadInvoice, readonly EInvoiceFinding[]> {
  if (!isInvoiceRoot(root)) return fail([found(refusalOf(root), '', root.name)])
  const look = new Look()
  const cii = ciiRoots.get(root.ns)
  const tree = keepNamespaces(root, cii ? isCiiNamespace : isUblNamespace)
  const { draft, encoded } = cii ? readCii(tree, cii.dialect, look) : readUbl(tree, look)
  const invoice = finish(draft, look)
  const refusals = invoice.findings.filter(({ level }) => level === 'refuse')
  return refusals.length > 0 ? fail(refusals) : ok({ invoice, encoded })
}

function refusalOf({ ns, name }: XmlElement): 'order-not-invoice' | 'not-an-invoice' | 'root-unknown' {
  if (orderRoot.test(name) || (ns.startsWith(ublNamespace) && /^Order/.test(name))) return 'order-not-invoice'
  return ns.startsWith(ublNamespace) || ns.startsWith(cefactNamespace) ? 'not-an-invoice' : 'root-unknown'
}
