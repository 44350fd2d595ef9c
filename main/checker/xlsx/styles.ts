import type { WorkbookPackage } from './package'

/** Built-in formats of Excel that show a day; 45 to 47 and 18 to 21 are times. */
const isBuiltInDate = (format: number) =>
  (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58)

/** Whether a number with a format of the workbook's own is a day: texts, colours and escaped signs do not count. */
function saysDate(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '')
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[hs0#]/i.test(bare))
}

/** By the place of a cell's format in the list: whether it shows a day. */
export async function readDateStyles(book: WorkbookPackage, part: string): Promise<readonly boolean[]> {
  const own = new Map<number, boolean>()
  const dates: boolean[] = []
  let isInList = false
  await book.read(part, {
    open: (name, attribute) => {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), saysDate(attribute('formatCode') ?? ''))
      if (name === 'cellXfs') isInList = true
      if (name !== 'xf' || !isInList) return
      const format = Number(attribute('numFmtId') ?? 0)
      dates.push(own.get(format) ?? isBuiltInDate(format))
    },
    close: (name) => {
      if (name === 'cellXfs') isInList = false
    },
  })
  return dates
}
