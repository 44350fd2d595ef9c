# path.ps1 add|remove FOLDER user|machine: the installer's way to put the command into the PATH.
# NSIS would cut a long PATH, and the environment's own call would replace %VARIABLES% in it for good.
param([string]$Action, [string]$Folder, [string]$Scope)
$ErrorActionPreference = 'Stop'
$hive, $name = if ($Scope -eq 'machine') {
  [Microsoft.Win32.Registry]::LocalMachine, 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
} else {
  [Microsoft.Win32.Registry]::CurrentUser, 'Environment'
}
$key = $hive.OpenSubKey($name, $true)
$keep = [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames
$old = [string]$key.GetValue('Path', '', $keep)
$folders = @($old -split ';' | Where-Object { $_ -ne '' -and $_.TrimEnd('\') -ne $Folder.TrimEnd('\') })
if ($Action -eq 'add') { $folders += $Folder }
$new = $folders -join ';'
if ($new -ne $old) { $key.SetValue('Path', $new, [Microsoft.Win32.RegistryValueKind]::ExpandString) }
$key.Close()
