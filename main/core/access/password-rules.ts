import { userNameKey } from './user'

/** Length is what makes a password hard to guess; kinds of characters are not asked for (NIST SP 800-63B, 3.1.1.2). */
export const passwordLengthMin = 10
export const passwordLengthMax = 200

export type PasswordFault = 'password-too-short' | 'password-too-long' | 'password-is-name'

/** How a password is compared: the same letter typed on another keyboard may come in other code points. */
export function toPassword(typed: string): string {
  return typed.normalize('NFC')
}

/** Whether a person may take this password; counted in characters, not in bytes. */
export function checkPassword(password: string, name: string): PasswordFault | null {
  const length = [...toPassword(password)].length
  if (length < passwordLengthMin) return 'password-too-short'
  if (length > passwordLengthMax) return 'password-too-long'
  return isOnlyName(userNameKey(password), userNameKey(name)) ? 'password-is-name' : null
}

/** The name, or nothing but the name again and again. */
function isOnlyName(password: string, name: string): boolean {
  return name !== '' && password.replaceAll(name, '').trim() === ''
}
