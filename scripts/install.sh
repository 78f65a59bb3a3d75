#!/usr/bin/env bash
# Install what a lock file names, every hash checked, and this project beside it. uv where it is there, pip otherwise.
set -euo pipefail
venv=$1 lock=$2
echo "Installing what $lock names (a few minutes the first time) ..."
if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
  uv pip install -q --python "$venv/bin/python" --require-hashes -r "$lock"
  uv pip install -q --python "$venv/bin/python" --no-build-isolation --no-deps -e .
else
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
fi
