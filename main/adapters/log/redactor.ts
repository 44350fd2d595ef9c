/** Keeps known secrets out of whatever is written down. */
export interface Redactor {
  /** From now on this value, and the forms it takes in URLs, base64 and JSON, is never written. */
  add(secret: string): void
  apply(text: string): string
}

export const mark = '•••'
/** A shorter secret stands in too many innocent texts; it is only kept out where it is the whole text. */
const shortestPart = 4

export function createRedactor(): Redactor {
  const whole = new Set<string>()
  const parts = new Set<string>()
  return {
    add: (secret) => {
      if (secret === '') return
      for (const form of formsOf(secret)) (form.length < shortestPart ? whole : parts).add(form)
    },
    apply: (text) => {
      if (whole.has(text)) return mark
      // The longest first: a secret may contain another one.
      const found = [...parts].filter((part) => text.includes(part)).sort((a, b) => b.length - a.length)
      return found.reduce((redacted, part) => redacted.replaceAll(part, mark), text)
    },
  }
}

function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64')
  const forms = [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]
  return secret.length < shortestPart ? forms : [...forms, base64, base64.replace(/=+$/, '')]
}
