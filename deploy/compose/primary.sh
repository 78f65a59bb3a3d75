#!/bin/bash
# Run once by the image, on an empty folder: the owner, the roles of backups, drills and the replica, and two databases.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres <<SQL
CREATE ROLE belonging_owner LOGIN CREATEROLE PASSWORD '$OWNER_PASSWORD';
CREATE ROLE belonging_backup LOGIN BYPASSRLS PASSWORD '$BACKUP_PASSWORD' IN ROLE pg_read_all_data;
CREATE ROLE belonging_drill LOGIN PASSWORD '$DRILL_PASSWORD';
CREATE ROLE replica LOGIN REPLICATION PASSWORD '$REPLICA_PASSWORD';
CREATE DATABASE belonging OWNER belonging_owner ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE belonging_drill OWNER belonging_drill ENCODING 'UTF8' TEMPLATE template0;
ALTER DATABASE belonging SET jit = off;
ALTER DATABASE belonging SET synchronous_commit = on;
GRANT pg_checkpoint TO belonging_owner;
\c belonging
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO belonging_owner;
SQL
echo "host replication replica all scram-sha-256" >> "$PGDATA/pg_hba.conf"
