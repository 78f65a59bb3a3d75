#!/bin/bash
# A standby that follows the primary: copied from it once, then kept up by its write-ahead log.
set -euo pipefail
data=/var/lib/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  until pg_isready -q -h primary -d belonging; do sleep 1; done
  PGPASSWORD=$REPLICA_PASSWORD pg_basebackup -h primary -U replica -D "$data" -R -X stream -c fast
  chmod 0700 "$data"
fi
chown -R postgres "$data"
# With the same settings as the primary: its log holds no rows either.
exec gosu postgres "$@" -D "$data" -c hot_standby=on
