import { expect, it } from 'vitest'
import { autostartEntry, isEntryOn } from './autostart-entry'

const execOf = (program: string, ...args: string[]) =>
  /^Exec=(.*)$/m.exec(autostartEntry({ program, args }, 'Startet Belegbote'))?.[1]

it('writes a whole entry', () => {
  const text = autostartEntry({ program: '/opt/Belegbote/belegbote', args: ['--hidden'] }, 'Startet im Hintergrund')
  expect(text).toBe(`[Desktop Entry]
Type=Application
Version=1.5
Name=Belegbote
Comment=Startet im Hintergrund
Exec=/opt/Belegbote/belegbote --hidden
Icon=belegbote
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`)
  expect(isEntryOn(text)).toBe(true)
})

// Expected values by hand after "The Exec key" and "Possible value types" of the specification.
it.each([
  ['/home/optik/Meine Programme/belegbote', '"/home/optik/Meine Programme/belegbote"'],
  ['/home/a"b/x', String.raw`"/home/a\\"b/x"`],
  ['/home/$HOME/`x`', '"/home/\\\\$HOME/\\\\`x\\\\`"'],
  ['C:\\weird', String.raw`"C:\\\\weird"`],
  ['/opt/100%/x', '"/opt/100%%/x"'],
  ['/opt/Müller/x', '"/opt/Müller/x"'],
  ['/opt/a&b;c#d/x', '"/opt/a&b;c#d/x"'],
  ['', '""'],
])('quotes %s', (path, quoted) => {
  expect(execOf(path, '--hidden')).toBe(`${quoted} --hidden`)
})

it('keeps a file to its lines', () => {
  expect(execOf('/opt/x', '--profile-dir=/a\nHidden=true')?.split('\n')).toHaveLength(1)
  expect(isEntryOn(autostartEntry({ program: '/opt/x\nHidden=true', args: [] }, 'a\nHidden=true'))).toBe(true)
})

it.each([
  ['Hidden=true', false],
  ['Hidden = true', false],
  ['Hidden=false', true],
  ['X-GNOME-Autostart-enabled=false', false],
  ['X-GNOME-Autostart-enabled=true', true],
])('reads %s', (line, on) => {
  expect(isEntryOn(`[Desktop Entry]\nExec=x\n${line}\n`)).toBe(on)
})
