@echo off
rem belegbote: opens the window. belegbote COMMAND ...: runs a command; the batch file waits for its end.
if "%~1"=="" (
  start "" "%~dp0..\..\Belegbote.exe"
  exit /b 0
)
"%~dp0..\..\Belegbote.exe" --no-sandbox --log-level=3 -- %*
exit /b %ERRORLEVEL%
