#!/usr/bin/env bash
# The programs that some tests drive: a browser, a database server, a PDF reader. Installed on Debian when root;
# otherwise each missing one is named with the tests that are left out.
set -uo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v cc >/dev/null || missing+=(gcc libc6-dev)
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
for program in "${missing[@]}"; do
  case $program in
    chromium) echo "Missing: chromium. Left out: the journeys in a real browser (tests/journeys)." ;;
    postgresql) echo "Missing: postgresql. Left out: the second run of tests/web on PostgreSQL." ;;
    gcc) echo "Missing: a C compiler. Left out: the simulated power cuts." ;;
    poppler-utils) echo "Missing: poppler-utils. Left out: the tests that read a PDF back." ;;
  esac
done
exit 0
