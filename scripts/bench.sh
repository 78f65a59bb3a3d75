#!/usr/bin/env bash
# What the figures in docs/benchmarks.md come from. Rivals in an environment of their own; R's survey where R has it.
set -euo pipefail
venv=${1:-var/bench}
export PYTHONPATH=src:.
[ -x "$venv/bin/python" ] || bash scripts/venv.sh "${PYTHON:-python3}" "$venv"
if [ ! -f "$venv/.bench" ] || [ requirements/bench.txt -nt "$venv/.bench" ]; then
  bash scripts/install.sh "$venv" requirements/bench.txt
  touch "$venv/.bench"
fi
.venv/bin/python -m benchmarks.pilot_plan
.venv/bin/python -m benchmarks.scan --rivals "$venv/bin/python"
.venv/bin/python -m benchmarks.audit
if command -v Rscript >/dev/null; then .venv/bin/python -m benchmarks.models; fi
.venv/bin/python -m benchmarks.slips
if command -v chromium >/dev/null; then .venv/bin/python -m benchmarks.first_load; fi
# What a completed questionnaire costs, on both databases.
.venv/bin/python -m benchmarks.answering
.venv/bin/python -m tests.postgres .venv/bin/python -m benchmarks.answering
# What a nation on the books costs: each makes its schools in a PostgreSQL of its own.
for measured in register watch cockpit improving; do
  .venv/bin/python -m tests.postgres .venv/bin/python -m "benchmarks.$measured"
done
