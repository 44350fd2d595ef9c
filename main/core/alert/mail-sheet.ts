import { escapeHtml } from '../mail/html'

/** A mail as a sheet of paper: both its forms, plain text and HTML, are printed from this. */
export interface MailSheet {
  /** Of the words, for `lang`. */
  readonly language: string
  readonly heading: string
  /** Whom it is about, under the heading; empty: nobody in particular. */
  readonly title: string
  readonly status: string
  readonly paragraphs: readonly string[]
  /** Label and value. */
  readonly rows: readonly (readonly [string, string])[]
  /** Column titles and lines; null: no table. */
  readonly table: { readonly columns: readonly string[]; readonly lines: readonly (readonly string[])[] } | null
  readonly footer: string
}

export function textOf(sheet: MailSheet): string {
  const parts = [
    [sheet.heading, sheet.title].filter((line) => line !== ''),
    [sheet.status],
    ...sheet.paragraphs.map((paragraph) => [paragraph]),
    sheet.rows.map(([label, value]) => `${label}: ${value}`),
    sheet.table?.lines.map((line) => `- ${line.filter((cell) => cell !== '').join(' | ')}`) ?? [],
    ['-- ', sheet.footer],
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const accent = '#0b6a66'
const ink = '#1f2328'
const quiet = '#57606a'
const line = '#d0d7de'
const font = "font-family:'Segoe UI',Arial,Helvetica,sans-serif;"

/**
 * Tables and inline styles, for that is what Outlook reads; nothing is loaded from anywhere. Light colours are stated for
 * programs that invert them, and dark ones for those that ask.
 */
export function htmlOf(sheet: MailSheet): string {
  const { language, heading, title, status, paragraphs, rows, table, footer } = sheet
  const body = [
    `<p style="margin:0;${font}font-size:20px;line-height:26px;font-weight:bold;" class="ink">${escapeHtml(heading)}</p>`,
    title === ''
      ? ''
      : `<p style="margin:4px 0 0;${font}font-size:16px;line-height:22px;" class="ink">${escapeHtml(title)}</p>`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:16px 0;"><tr>` +
      `<td style="border-left:4px solid ${accent};padding:8px 12px;${font}font-size:15px;line-height:21px;font-weight:bold;" class="ink">` +
      `${escapeHtml(status)}</td></tr></table>`,
    ...paragraphs.map(
      (text) =>
        `<p style="margin:0 0 16px;${font}font-size:15px;line-height:22px;" class="ink">${escapeHtml(text)}</p>`,
    ),
    rows.length === 0 ? '' : rowsHtml(rows),
    table === null ? '' : tableHtml(table),
    `<p style="margin:20px 0 0;${font}font-size:12px;line-height:17px;color:${quiet};" class="quiet">${escapeHtml(footer)}</p>`,
  ].filter((part) => part !== '')
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(heading)}</title>
<style>
.list td { border-bottom: 1px solid ${line}; }
@media (prefers-color-scheme: dark) {
  .ground { background: #1f2328 !important; }
  .ink { color: #f0f3f6 !important; }
  .quiet { color: #b1bac4 !important; }
}
</style>
</head>
<body style="margin:0;padding:0;background:#ffffff;color:${ink};" class="ground ink">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff;" class="ground">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="${table === null ? 600 : 760}" cellpadding="0" cellspacing="0" border="0" style="max-width:100%;text-align:left;color:${ink};" class="ink">
<tr><td style="border-top:4px solid ${accent};padding:20px 0 0;">
${body.join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const cell = `padding:7px 12px 7px 0;border-bottom:1px solid ${line};vertical-align:top;${font}font-size:14px;line-height:20px;`

function rowsHtml(rows: MailSheet['rows']): string {
  const lines = rows.map(
    ([label, value]) =>
      `<tr><td width="180" style="${cell}color:${quiet};" class="quiet">${escapeHtml(label)}</td>` +
      `<td style="${cell}" class="ink">${escapeHtml(value)}</td></tr>`,
  )
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0">\n${lines.join('\n')}\n</table>`
}

/** May have hundreds of lines, and some mailboxes cut a mail off at 100 kB: what can be said once stands at the table. */
function tableHtml({ columns, lines }: NonNullable<MailSheet['table']>): string {
  const head = columns.map((title) => `<th align="left" class="quiet">${escapeHtml(title)}</th>`)
  const body = lines.map(
    (cells) => `<tr valign="top">${cells.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`,
  )
  return [
    `<table width="100%" cellpadding="5" cellspacing="0" border="0" style="${font}font-size:13px;line-height:18px;" class="ink list">`,
    `<tr>${head.join('')}</tr>`,
    ...body,
    '</table>',
  ].join('\n')
}
