/** A mailbox as it stands in `from`: `Name <address>`, or the address alone. */
export interface Mailbox {
  /** Empty: no name. */
  readonly name: string
  readonly address: string
}

const address = /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/
const named = /^\s*(?:"([^"\\]*)"|([^"<>]*?))\s*<([^<>]*)>\s*$/

/** Longest address that mail servers carry (RFC 5321 §4.5.3.1.3). */
const addressLengthMax = 254

/** One address, nothing around it. A control character never passes: a line break would begin a header of its own. */
export function isAddress(text: string): boolean {
  return text.length <= addressLengthMax && address.test(text) && !/\p{Cc}/u.test(text)
}

/** Null: neither an address nor `Name <address>`. */
export function parseMailbox(text: string): Mailbox | null {
  if (/\p{Cc}/u.test(text)) return null
  const parts = named.exec(text)
  const mailbox = parts
    ? { name: (parts[1] ?? parts[2] ?? '').trim(), address: parts[3] ?? '' }
    : { name: '', address: text.trim() }
  return isAddress(mailbox.address) ? mailbox : null
}

/** `local@domain`, with the sender's domain: a domain of our own would be none of ours. `local`: letters, digits, `.-_`. */
export function messageIdOf(local: string, from: string): string {
  const domain = parseMailbox(from)?.address.split('@')[1] ?? 'localhost'
  return `${local}@${domain}`
}
