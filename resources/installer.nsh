; What the installer does beyond electron-builder's own: the command in the PATH, and the question what becomes of the data.

!macro pathFolder ACTION
  StrCpy $R8 "user"
  ${if} $installMode == "all"
    StrCpy $R8 "machine"
  ${endIf}
  nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$INSTDIR\resources\path.ps1" ${ACTION} "$INSTDIR\resources\bin" $R8'
  Pop $R9
  ; Programs that are started from now on see the new PATH.
  SendMessage ${HWND_BROADCAST} ${WM_WININICHANGE} 0 "STR:Environment" /TIMEOUT=2000
!macroend

!macro customInstall
  !insertmacro pathFolder add
!macroend

; Before the files are removed. An update removes the old version, too: then neither the PATH nor the data is touched.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro pathFolder remove
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "belegbote"
    ; A silent removal keeps the data. They are the person's who removes; other accounts' stay in any case.
    ${ifNot} ${Silent}
      SetShellVarContext current
      ${if} ${FileExists} "$APPDATA\Belegbote\*.*"
        MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Sollen auch die Daten gelöscht werden: Schnittstellen, Läufe, Journal und Sicherungen?$\r$\n$\r$\n$APPDATA\Belegbote$\r$\n$\r$\nNein behält sie. Das ist richtig, wenn Belegbote wieder installiert wird oder die Nachweise noch gebraucht werden." IDNO keepData
        RMDir /r "$APPDATA\Belegbote"
        keepData:
      ${endIf}
      ${if} $installMode == "all"
        SetShellVarContext all
      ${endIf}
    ${endIf}
  ${endIf}
!macroend
