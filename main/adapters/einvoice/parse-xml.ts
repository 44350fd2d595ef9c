import { SaxesParser } from 'saxes'
import { type FindingCode, found } from '../../core/einvoice/findings'
import type { EInvoiceFinding } from '../../core/einvoice/invoice'
import type { XmlElement } from '../../core/einvoice/xml'
import { fail, ok, type Result } from '../../core/result'
import type { CpuBudget } from './cpu-budget'
import type { ReadLimits } from './limits'
import { type Shortened, setAside } from './set-aside'

export interface ParsedXml {
  readonly root: XmlElement
  readonly hints: readonly EInvoiceFinding[]
}

type Limits = Pick<ReadLimits, 'depth' | 'nodes' | 'attributes' | 'attributeLength' | 'marks' | 'length'>

/** Ends the parser from inside one of its callbacks. */
class Stop extends Error {
  readonly finding: EInvoiceFinding
  readonly isComment: boolean

  constructor(code: FindingCode, value = '', isComment = false) {
    super(code)
    this.finding = found(code, '', value)
    this.isComment = isComment
  }
}

/** The budget is looked at between pieces of this many characters. */
const pieceLength = 65_536

/**
 * Text → tree. Strict: what is not well-formed is refused. Any DOCTYPE is refused before anything in it could mean something;
 * only the five entities of XML itself are known, and nothing is ever opened. Bounds that count come first; the budget ends
 * what they let through.
 */
export function parseXml(text: string, limits: Limits, budget: CpuBudget): Result<ParsedXml, EInvoiceFinding> {
  if (countMarks(text, limits.marks) >= limits.marks) return fail(found('xml-too-many', '', String(limits.marks)))
  const shortened = setAside(text)
  if (shortened.text.length > limits.length) return fail(found('xml-too-long', '', String(limits.length)))
  const parsed = attempt(shortened, limits, budget)
  if (parsed.ok) return ok({ root: parsed.value, hints: [] })
  const { finding, isComment } = parsed.error
  // `--` inside a comment is the one fault that cannot change what the file says. A CDATA section might look like a comment.
  const bare = isComment && !text.includes('<![CDATA[') ? withoutComments(shortened.text) : null
  const again = bare === null ? parsed : attempt({ ...shortened, text: bare }, limits, budget)
  return again.ok ? ok({ root: again.value, hints: [found('comment-repaired')] }) : fail(finding)
}

/** How many there are, counted up to `most`. */
function countMarks(text: string, most: number): number {
  let count = 0
  for (const mark of ['<', '&']) {
    for (let at = text.indexOf(mark); at !== -1 && count < most; at = text.indexOf(mark, at + 1)) count++
  }
  return count
}

function attempt({ text, restore }: Shortened, limits: Limits, budget: CpuBudget): Result<XmlElement, Stop> {
  try {
    const { parser, root } = treeBuilder(limits, restore)
    for (let from = 0; from < text.length; from += pieceLength) {
      if (budget.isSpent) throw new Stop('xml-too-slow')
      parser.write(text.slice(from, from + pieceLength))
    }
    parser.close()
    const tree = root()
    return tree ? ok(tree) : fail(new Stop('xml-broken'))
  } catch (error) {
    if (error instanceof Stop) return fail(error)
    throw error
  }
}

interface Growing extends XmlElement {
  readonly attributes: Record<string, string>
  readonly children: Growing[]
  text: string
}

function treeBuilder(limits: Limits, restore: (text: string) => string) {
  const parser = new SaxesParser({ xmlns: true })
  const open: Growing[] = []
  let root: Growing | null = null
  let [count, attributesOfElement] = [0, 0]
  const countOne = () => {
    if (++count > limits.nodes) throw new Stop('xml-too-many', String(limits.nodes))
  }
  parser.on('error', ({ message }) => {
    throw new Stop('xml-broken', message, /malformed comment/.test(message))
  })
  parser.on('doctype', () => {
    throw new Stop('xml-doctype')
  })
  parser.on('opentagstart', () => {
    if (open.length >= limits.depth) throw new Stop('xml-too-deep', String(limits.depth))
    attributesOfElement = 0
    countOne()
  })
  parser.on('attribute', ({ value }) => {
    if (++attributesOfElement > limits.attributes) throw new Stop('xml-too-many', String(limits.attributes))
    if (value.length > limits.attributeLength) throw new Stop('xml-too-long', String(limits.attributeLength))
    countOne()
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    const element: Growing = { ns: uri, name: local, attributes: Object.create(null), children: [], text: '' }
    for (const { uri: space, local: name, value } of Object.values(attributes)) {
      if (space === '') element.attributes[name] = value
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (text: string) => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.text = restore(element.text)
  })
  return { parser, root: (): XmlElement | null => root }
}

/** Every comment gone, also one with `--` inside; null when one has no end. */
function withoutComments(text: string): string | null {
  const kept: string[] = []
  for (let from = 0; ; ) {
    const start = text.indexOf('<!--', from)
    kept.push(text.slice(from, start === -1 ? undefined : start))
    if (start === -1) return kept.join('')
    const end = text.indexOf('-->', start + 4)
    if (end === -1) return null
    from = end + 3
  }
}
