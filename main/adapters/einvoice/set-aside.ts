export interface Shortened {
  /** The same file, with marks where something long stood. */
  readonly text: string
  /** Puts back what the marks in a text stand for. */
  restore(text: string): string
}

/** Characters of the private use area, which no invoice has; a file that has one is parsed as it is. */
const [opening, closing] = ['\u{e000}', '\u{e001}']
const longRun = 16_384
/** Letters of base64 and blanks: none of them can be markup, so a parser learns nothing from looking at each. */
const onlyBase64 = /^[A-Za-z0-9+/=\s]*$/

/** Sets attachments aside, so that parsing takes as long as the invoice itself and not as its largest picture. */
export function setAside(text: string): Shortened {
  const runs: string[] = []
  const restore = (shortened: string) =>
    runs.length === 0
      ? shortened
      : shortened.replace(/\u{e000}(\d+)\u{e001}/gu, (_, index: string) => runs[Number(index)] ?? '')
  if (text.includes(opening)) return { text, restore }
  const kept: string[] = []
  let from = 0
  for (let start = text.indexOf('>'); start !== -1; ) {
    const end = text.indexOf('<', start)
    if (end === -1) break
    const run = end - start > longRun ? text.slice(start + 1, end) : ''
    if (run !== '' && onlyBase64.test(run)) {
      kept.push(text.slice(from, start + 1), opening, `${runs.length}`, closing)
      runs.push(run)
      from = end
    }
    start = text.indexOf('>', end)
  }
  return { text: kept.join('') + text.slice(from), restore }
}
