#!/bin/sh
set -e
# An update removes the old version, too: then the new one's files are in place and all of this stays.
case "$1" in upgrade | failed-upgrade | abort-install | abort-upgrade | disappear) exit 0 ;; esac

rm -f /usr/bin/belegbote
if [ -f /etc/apparmor.d/belegbote ]; then
  if command -v apparmor_parser >/dev/null; then apparmor_parser --remove /etc/apparmor.d/belegbote 2>/dev/null || true; fi
  rm -f /etc/apparmor.d/belegbote
fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
