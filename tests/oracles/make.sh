#!/usr/bin/env bash
# Compute the oracles' values again: R on its own, writing JSON beside its scripts.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v Rscript >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      r-base-core r-cran-survey r-cran-clubsandwich r-cran-jsonlite >/dev/null
  else
    echo "R is missing. On Debian: sudo apt-get install r-base-core r-cran-survey r-cran-clubsandwich r-cran-jsonlite" >&2
    exit 1
  fi
fi
for script in *.R; do
  Rscript "$script"
done
git diff --stat -- .
