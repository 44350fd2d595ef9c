import type { XmlNode } from './xml-tree'

/** Whether a text has the form that is asked for. */
export type Form = (text: string) => boolean

export interface AttributeRule {
  readonly form: Form
  readonly required: boolean
}

/** An element that holds text (`form`) or elements in this order (`children`). */
export interface ElementRule {
  readonly name: string
  readonly required: boolean
  readonly many: boolean
  readonly attributes: Readonly<Record<string, AttributeRule>>
  readonly form: Form | null
  readonly children: readonly ElementRule[]
}

/** @param field `element/child` or `element@attribute` */
export type TellNode = (code: string, node: XmlNode, field: string, value?: string) => void

export const length =
  (min: number, max: number): Form =>
  (text) =>
    text.length >= min && [...text].length <= max
export const pattern =
  (form: RegExp): Form =>
  (text) =>
    form.test(text)

export const leaf = (name: string, form: Form, required = false): ElementRule => ({
  ...{ name, form, required },
  ...{ many: false, attributes: {}, children: [] },
})
export const group = (
  name: string,
  more: Partial<Omit<ElementRule, 'name' | 'form'>> & Pick<ElementRule, 'children'>,
): ElementRule => ({ ...{ required: false, many: false, attributes: {}, form: null }, ...more, name })

/** Names, order, number and content of everything below an element, and its attributes. Answers whether all is right. */
export function checkNode(node: XmlNode, rule: ElementRule, tell: TellNode): boolean {
  let isRight = true
  const wrong: TellNode = (code, at, field, value) => {
    tell(code, at, field, value)
    isRight = false
  }
  checkAttributes(node, rule, wrong)
  if (rule.form) {
    if (node.children.length > 0) wrong('element-unknown', node, `${node.name}/${node.children[0]?.name}`)
    else if (!rule.form(node.text)) wrong('pattern', node, node.name, node.text)
    return isRight
  }
  if (node.text.trim() !== '') wrong('pattern', node, node.name, node.text.trim())
  let last = 0
  const seen = new Set<string>()
  for (const child of node.children) {
    const field = `${node.name}/${child.name}`
    const index = rule.children.findIndex(({ name }) => name === child.name)
    const own = rule.children[index]
    if (!own || child.namespace !== node.namespace) {
      wrong('element-unknown', child, field)
      continue
    }
    if (index < last) wrong('element-order', child, field)
    if (seen.has(child.name) && !own.many) wrong('element-twice', child, field)
    last = Math.max(last, index)
    seen.add(child.name)
    isRight = checkNode(child, own, tell) && isRight
  }
  for (const { name, required } of rule.children) {
    if (required && !seen.has(name)) wrong('required', node, `${node.name}/${name}`)
  }
  return isRight
}

function checkAttributes(node: XmlNode, { attributes }: ElementRule, wrong: TellNode): void {
  for (const [name, value] of node.attributes) {
    const field = `${node.name}@${name}`
    const own = Object.hasOwn(attributes, name) ? attributes[name] : undefined
    if (!own && !name.startsWith('xsi:')) wrong('attribute-unknown', node, field, value)
    else if (own && !own.form(value)) wrong('pattern', node, field, value)
  }
  for (const [name, { required }] of Object.entries(attributes)) {
    if (required && !node.attributes.has(name)) wrong('required', node, `${node.name}@${name}`)
  }
}
