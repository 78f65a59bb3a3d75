#!/bin/bash
# A standby that follows the primary: copied from it once, then kept up by its write-ahead log.
set -euo pipefail
data=/var/lib/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  PGPASSWORD=$REPLICA_PASSWORD pg_basebackup -h primary -U replica -D "$data" -R -X stream
  chmod 0700 "$data"
fi
chown -R postgres "$data"
exec gosu postgres postgres -D "$data" -c hot_standby=on
