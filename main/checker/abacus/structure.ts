import { type Forms, fieldFault } from '../files/facts'
import { isoDay } from '../files/values'
import type { Element, Group, Leaf } from './elements'
import type { Node } from './nodes'

/** @param field path of names, from the node itself or below it; without one the node; without a value its text */
export type Tell = (level: 'reject' | 'warn', code: string, node: Node, field?: string, value?: string) => void

const forms: Forms = {
  date: isoDay,
  amount: /^-?\d{1,10}(\.\d{1,2})?$/,
  number: /^-?\d+(\.\d+)?$/,
  longText: 'reject',
}
/** Days of the document itself. */
const documentDates: readonly string[] = ['EntryDate', 'AccountReceivableDate']
/** Versions of which the element set is known; another one may have the elements of both. */
const knownVersions: readonly string[] = ['2014.00', '2015.00']

/** Names, order and content of everything in an element. Answers whether it can be read. */
export function checkStructure(node: Node, { elements }: Group, version: string, tell: Tell): boolean {
  let isRight = true
  const wrong = (code: string, at: Node, field: string) => {
    tell('reject', code, at, field)
    isRight = false
  }
  let last = -1
  const seen = new Set<string>()
  for (const child of node.children) {
    const field = `${node.name}/${child.name}`
    const index = elements.findIndex(({ name }) => name === child.name)
    const fact = elements[index]
    if (!fact || isOfOtherVersion(fact, version)) {
      wrong('element-unknown', child, field)
      continue
    }
    if (index < last) wrong('element-order', child, field)
    if (seen.has(child.name) && !(isGroup(fact) && fact.many)) wrong('element-twice', child, field)
    last = Math.max(last, index)
    seen.add(child.name)
    if (isGroup(fact)) isRight = checkStructure(child, fact, version, tell) && isRight
    else isRight = checkLeaf(child, fact, field, tell) && isRight
  }
  for (const { name, required } of elements) {
    if (required && !seen.has(name)) wrong('required', node, `${node.name}/${name}`)
  }
  return isRight
}

const isGroup = (element: Element): element is Group => 'elements' in element

function isOfOtherVersion({ only }: Element, version: string): boolean {
  return only !== null && knownVersions.includes(version) && only !== version
}

function checkLeaf(node: Node, fact: Leaf, field: string, tell: Tell): boolean {
  if (node.children.length > 0) {
    tell('reject', 'element-unknown', node, field)
    return false
  }
  const fault = fieldFault(node.text, fact, forms)
  if (!fault) return true
  const [level, code] = fault
  tell(level, code === 'date' && documentDates.includes(node.name) ? 'document-date' : code, node, field)
  return level !== 'reject'
}
