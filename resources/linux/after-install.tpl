#!/bin/sh
set -e
app='/opt/${sanitizedProductName}'

# The command: a link to the small script that tells commands from the window.
ln -sf "$app/resources/bin/belegbote" /usr/bin/belegbote

# Chromium's sandbox needs user namespaces, or this helper with the right to make one.
if unshare --user true 2>/dev/null; then chmod 0755 "$app/chrome-sandbox"; else chmod 4755 "$app/chrome-sandbox"; fi

# Ubuntu 24.04 and later allow user namespaces only to programs with a profile; older ones cannot read this one.
profile="$app/resources/apparmor-profile"
if [ -f "$profile" ] && command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" /etc/apparmor.d/belegbote
  if ! { command -v ischroot >/dev/null && ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache /etc/apparmor.d/belegbote || true
  fi
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
