#!/bin/sh
# The command `belonging` as root types it: with the service's settings, as the service's user. Install it as
# /usr/local/sbin/belonging. What changes the database as its owner gets the owner's address (PostgreSQL), what makes or
# rehearses a backup those of the two roles for it, and `keys` is the answering user's where there is one, but
# `keys destroy COHORT --end`: links and slips are staff's to destroy.
set -eu
folder=/etc/belonging
user=belonging
home=/srv/belonging
files="$folder/environment $folder/staff"
words=" $*"
case "${1:-}" in
  migrate | tidy | archive | retire | restore | rotate-keys) files="$files $folder/owner" ;;
  backup | drill | doctor) files="$files $folder/backup" ;;
  upgrade) files="$files $folder/owner $folder/backup" ;; # it makes a backup first
  keys)
    if [ -e "$folder/answering" ] && [ "${words#* --e}" = "$words" ]; then
      files="$folder/environment $folder/answering" user=belonging-answering home=/srv/belonging-answering
    fi
    ;;
esac
set -a
for file in $files; do
  if [ -e "$file" ]; then . "$file"; fi
done
set +a
umask 0027
if [ -z "${BELONGING_DATABASE_URL:-}" ] && [ "$user" = belonging ]; then umask 0077; fi
cd /srv/belonging
export HOME="$home" USER="$user" LOGNAME="$user"
# setpriv becomes the command. runuser would stay before it, and kill it two seconds after it was told to stop.
exec setpriv --reuid="$user" --regid=belonging --init-groups -- \
  /opt/belonging/current/bin/python -m belonging.web.cli.main "$@"
