/** How the app starts at sign-in on Linux: a desktop entry (freedesktop.org: Desktop Entry Specification, Autostart). */

export interface StartCommand {
  readonly program: string
  readonly args: readonly string[]
}

/** Text of the file in `autostart/`. */
export function autostartEntry(command: StartCommand, comment: string): string {
  const line = [command.program, ...command.args].map(execArgument).join(' ')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Belegbote',
    `Comment=${stringValue(comment)}`,
    `Exec=${stringValue(line)}`,
    'Icon=belegbote',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether a desktop would start such a file: its own switches may say no. */
export function isEntryOn(text: string): boolean {
  const entryValue = (key: string) => new RegExp(`^${key}\\s*=\\s*(.*)$`, 'm').exec(text)?.[1]?.trim()
  return (
    entryValue('Exec') !== undefined &&
    entryValue('Hidden') !== 'true' &&
    entryValue('X-GNOME-Autostart-enabled') !== 'false'
  )
}

/** Quotes by the rules of `Exec`: these four would mean something inside the quotes, and `%` names a field everywhere. */
function execArgument(text: string): string {
  const escaped = text.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return /^[\w@+=:,./-]+$/.test(text) ? text : `"${escaped}"`
}

/** The rules of every string value apply on top of it. */
function stringValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
}
