/** One element of a parsed XML file. The adapter makes it; entities are resolved, comments and instructions are gone. */
export interface XmlElement {
  /** Namespace URI, empty when there is none. */
  readonly ns: string
  /** Local name, without prefix. */
  readonly name: string
  /** By local name. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** The text directly inside, untrimmed. */
  readonly text: string
}

/** The tree without whatever belongs to another vocabulary, so that names alone can be trusted afterwards. */
export function keepNamespaces(element: XmlElement, isOurs: (ns: string) => boolean): XmlElement {
  const children = element.children.filter(({ ns }) => isOurs(ns)).map((child) => keepNamespaces(child, isOurs))
  return { ...element, children }
}

/** All elements at the end of a path of local names (`A/B/C`), in the order of the file. */
export function all(element: XmlElement | null, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = element ? [element] : []
  for (const name of path.split('/')) {
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name))
  }
  return found
}

/** The first element at the end of a path, null when there is none. */
export function first(element: XmlElement | null, path: string): XmlElement | null {
  return all(element, path)[0] ?? null
}

/** The trimmed text of an element; null when there is none or it is empty. */
export function textOf(element: XmlElement | null): string | null {
  const text = element?.text.trim() ?? ''
  return text === '' ? null : text
}

/** The first text at the end of one of the paths. */
export function textAt(element: XmlElement | null, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    for (const found of all(element, path)) {
      const text = textOf(found)
      if (text !== null) return text
    }
  }
  return null
}

/** Every text at the end of a path, without the empty ones. */
export function textsAt(element: XmlElement | null, path: string): readonly string[] {
  return all(element, path).flatMap((found) => textOf(found) ?? [])
}
