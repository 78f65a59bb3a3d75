#!/usr/bin/env bash
# Every scan, one after the other, each with a line in the summary at the end: `make scan`. About half an hour.
#
#   bash scripts/scan.sh [code|parsers|service|audit]...      these; all without a name
#
# The tools stand in environments of their own under var/. The service that is attacked is a demo started here, on
# 127.0.0.1, whose folder goes with it. SECONDS_EACH=600: each parser for ten minutes.
set -uo pipefail
export PYTHONPATH=src:.
python=${PYTHON:-python3}
each=${SECONDS_EACH:-60}
summary=()

environment() {
  local venv=var/$1 lock=requirements/$1.txt
  [ -x "$venv/bin/python" ] || bash scripts/venv.sh "$python" "$venv" || exit 1
  if [ ! -f "$venv/.locked" ] || [ "$lock" -nt "$venv/.locked" ]; then
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock" || exit 1
    if [ "$1" = scan ]; then
      "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e . || exit 1
    fi
    touch "$venv/.locked"
  fi
}

part() {
  local name=$1 began=$SECONDS code=0
  shift
  echo "== $name"
  "$@" || code=$?
  case $code in
    0) summary+=("ok       $name, $((SECONDS - began)) s") ;;
    3) summary+=("NOT RUN  $name") ;;
    *) summary+=("FOUND    $name, $((SECONDS - began)) s") ;;
  esac
}

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(code parsers service audit)
environment scan
for each_part in "${wanted[@]}"; do
  case $each_part in
    code)
      environment semgrep
      part "bandit and semgrep" .venv/bin/python -m tests.scans.code \
        --bandit var/scan/bin/bandit --semgrep var/semgrep/bin/semgrep
      part "patterns" .venv/bin/python -m tests.scans.patterns
      part "the deployment check of Django" env BELONGING_MODE=live BELONGING_STAFF_URL=https://a.example \
        BELONGING_ANSWERING_URL=https://b.example BELONGING_SECRET_KEY="$(printf 'k3y-%.0s' {1..20})x7Qp9" \
        BELONGING_PEPPER="$(printf 'p3p-%.0s' {1..20})x7Qp9" \
        .venv/bin/python manage.py check --deploy --fail-level WARNING
      ;;
    parsers) part "atheris, $each s for each parser" var/scan/bin/python -m tests.scans.fuzz --seconds "$each" ;;
    service)
      environment wapiti
      part "wapiti, sqlmap and schemathesis" .venv/bin/python -m tests.scans.service
      ;;
    audit) part "known holes in what is installed" .venv/bin/python scripts/audit.py \
      --pip-audit var/scan/bin/pip-audit requirements/runtime.txt ;;
    *) echo "There is no scan called $each_part." >&2; exit 2 ;;
  esac
done
printf '\n== Summary\n'
printf '%s\n' "${summary[@]}"
! printf '%s\n' "${summary[@]}" | grep -q '^FOUND'
