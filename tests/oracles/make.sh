#!/usr/bin/env bash
# Compute the oracles' values again: R on its own, writing JSON beside its scripts.
set -euo pipefail
cd "$(dirname "$0")"
packages=(r-base-core r-cran-survey r-cran-clubsandwich r-cran-jsonlite r-cran-psych r-cran-gparotation
  r-cran-lavaan r-cran-semtools r-cran-lme4 r-cran-ordinal r-cran-numderiv)
needed="survey clubSandwich jsonlite psych lavaan semTools lme4 ordinal numDeriv"
if ! Rscript -e "for (p in strsplit('$needed', ' ')[[1]]) library(p, character.only = TRUE)" >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  else
    echo "R or one of its packages is missing. On Debian: sudo apt-get install ${packages[*]}" >&2
    exit 1
  fi
fi
for script in *.R; do
  Rscript "$script"
done
git diff --stat -- .
