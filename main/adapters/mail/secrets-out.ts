export const mark = '•••'
/** A shorter one stands in too many innocent texts; it is only taken out where it stands alone. */
const shortestPart = 4
const answerLengthMax = 500

/**
 * One line of the server's words without any of the secrets, whatever form they come back in: as they are, in base64 at
 * any place of a longer text (a server that quotes the sign-in line), in URLs, in JSON.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf)
  const clean = forms.sort((a, b) => b.length - a.length).reduce(without, line)
  return clean.length > answerLengthMax ? `${clean.slice(0, answerLengthMax)}…` : clean
}

function without(text: string, form: string): string {
  if (form.length >= shortestPart) return text.replaceAll(form, mark)
  const literal = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu')
  return text.replace(alone, mark)
}

function formsOf(secret: string): readonly string[] {
  const line = secret.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const plain = [secret, line, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]
  return [...plain, ...base64Forms(secret)].filter((form) => form !== '')
}

/**
 * Base64 writes three bytes as four letters, so the same bytes have three spellings by the place where they begin. Of
 * each, only the letters that hold nothing but the secret are looked for.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const inner = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    const url = inner.replaceAll('+', '-').replaceAll('/', '_')
    return inner.length < 2 * shortestPart ? [] : [inner, url]
  })
}
