const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** A plain page for mail programs: no picture, no link, nothing that is fetched. `body` is HTML already. */
export function htmlPage(language: 'de' | 'en', title: string, body: string): string {
  const style = 'font-family:system-ui,Segoe UI,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;color:#1f2328'
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#ffffff;${style}"><div style="max-width:640px">`,
    body,
    '</div></body></html>',
  ].join('\n')
}

/** Each text a paragraph, its line breaks kept. */
export function htmlParagraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p style="margin:0 0 12px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`).join('\n')
}
