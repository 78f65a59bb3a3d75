#!/usr/bin/env bash
# The engines' conformance test on Spark, in local mode: an environment of its own, for Spark is large. Needs Java 17+.
set -euo pipefail
venv=${1:-var/spark}
if ! command -v java >/dev/null; then
  echo "Spark needs Java 17 or newer, which is not here. On Debian: apt-get install default-jre-headless" >&2
  exit 1
fi
[ -x "$venv/bin/python" ] || bash scripts/venv.sh "${PYTHON:-python3}" "$venv"
if [ ! -f "$venv/.spark" ] || [ requirements/spark.txt -nt "$venv/.spark" ]; then
  bash scripts/install.sh "$venv" requirements/spark.txt
  touch "$venv/.spark"
fi
PYTHONPATH=src:. "$venv/bin/python" -m tests.evaluation.engines.spark_conformance
