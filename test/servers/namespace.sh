#!/bin/bash
# Runs the servers as process 1 of a private pid and mount namespace: when it ends, the kernel ends every server and every
# session and drops every mount, whatever happened to the test run. No file and no account of the machine is touched.
# usage: namespace.sh FOLDER (holds etc/, commands: one "name<TAB>command line" each, logs/)
set -eu
folder=$1

# A directory overlay, not single bind mounts: those would vanish as soon as anybody replaces /etc/passwd.
mount -t overlay overlay -o "lowerdir=$folder/etc:/etc" /etc
mount -t tmpfs -o mode=755 run /run
mkdir -p /run/sshd /run/vsftpd/empty /run/proftpd /run/homes
mount -t tmpfs -o size=1g,mode=755 homes /run/homes
# Newer OpenSSH looks for its helpers at a fixed place.
if [ -e "$folder/openssh/sshd-session" ] && [ -d /usr/lib/openssh ]; then
  mount -t overlay overlay -o "lowerdir=$folder/openssh:/usr/lib/openssh" /usr/lib/openssh
fi

while IFS=: read -r user _ uid gid _; do
  case $user in xfer*) ;; *) continue ;; esac
  home=/run/homes/$user
  mkdir -p "$home/in" "$home/ro" "$home/tiny"
  chown "$uid:$gid" "$home/in"
  echo ro >"$home/ro/exists.txt"
  mount -t tmpfs -o size=2m,mode=1777 tiny "$home/tiny"
done </etc/passwd

while IFS=$'\t' read -r name command; do
  bash -c "exec $command" </dev/null >"$folder/logs/$name.out" 2>&1 &
  echo "$name $!"
done <"$folder/commands"
echo ready
wait
