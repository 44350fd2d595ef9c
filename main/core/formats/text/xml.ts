const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Nothing in it needs to be looked at. */
const harmless = /^[ !#-%(-;=?-\uD7FF]*$/

/** Text for an element or an attribute in quotes; what XML 1.0 forbids becomes a blank. */
export function escapeXml(text: string): string {
  if (harmless.test(text)) return text
  return text.replace(notInXml, ' ').replace(/[&<>"']/g, (character) => special[character] ?? character)
}

/** ` name="value"` for each that is not null, in this order. */
export function attributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeXml(value)}"`))
    .join('')
}

/** `<name>text</name>`; nothing for null: many schemas refuse empty elements. */
export function element(name: string, text: string | null): string {
  return text === null ? '' : `<${name}>${escapeXml(text)}</${name}>`
}
