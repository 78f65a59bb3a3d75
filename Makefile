# Belonging Matters. On a fresh machine (Python 3.11+, make, git): `make demo` or `make test`; nothing else first.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := src:.

.PHONY: demo demo-reset test test-fast check check-engines format css lock bench soak simulate-coverage soak-disclosure oracles scan audit sbom help
help:               ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(VENV)/.runtime ## Set everything up, load the simulated pilot, serve it on 127.0.0.1:8000 (PORT=8100: there)
	$(BIN)/belonging demo --port $(PORT) --with-audio

demo-reset: $(VENV)/.runtime ## Throw the demo's data away and start over
	$(BIN)/belonging demo --reset --port $(PORT) --with-audio

test: $(VENV)/.test tools ## Set everything up and run every test, on SQLite and on PostgreSQL
	$(BIN)/python -m tests.run

test-fast: $(VENV)/.test ## The tests on SQLite alone, without the browser
	$(BIN)/pytest -q -n 2 -m "not browser"

check: $(VENV)/.test ## Everything a machine can judge: style, types, import order, sizes, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy src tests
	$(BIN)/lint-imports
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/*.html')
	$(BIN)/pytest -q -p no:cacheprovider tests/guards

format: $(VENV)/.test ## Put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/*.html')

css:                ## Build the style sheets again (needs Node and npm; its output is committed)
	npm ci && npm run build

lock:               ## Resolve the dependencies again (needs uv); the files name no download host
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build --extra test -c requirements/runtime.txt -o requirements/test.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build --extra spark --extra engines -c requirements/test.txt -o requirements/spark.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build --extra bench -c requirements/test.txt -o requirements/bench.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build --extra test --extra scan -c requirements/test.txt -o requirements/scan.txt
	for tool in semgrep wapiti; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements/$$tool.in -o requirements/$$tool.txt; done

oracles: $(VENV)/.test ## Compute the oracles' values again (needs R; installed on Debian when root)
	bash tests/oracles/make.sh

check-engines: $(VENV)/.test ## Count the same answers with every engine, Spark too (needs Java; an environment of its own)
	bash scripts/check_engines.sh

simulate-coverage: $(VENV)/.test ## How often the engine's 95 % intervals hold the truth, and how often naive ones do
	$(BIN)/python -m benchmarks.coverage

soak-disclosure: $(VENV)/.test ## Attack a thousand random waves of released findings, and the control that must fail
	$(BIN)/python -m benchmarks.disclosure_waves

soak: $(VENV)/.test tools ## Every goal of the privacy design at full size, in sections of ten minutes (some hours); SECTIONS="load codes" for some
	$(BIN)/python -m benchmarks.soak $(SECTIONS)
	$(BIN)/pytest -q -s -p no:cacheprovider tests/journeys/soak_accessibility.py

scan: $(VENV)/.test ## Scan the source, each parser and a running demo for known mistakes (half an hour; docs/scans.md)
	bash scripts/scan.sh

audit: $(VENV)/.test ## Known holes in what a release is made of; NOT RUN where the service does not flag what is known to be bad
	bash scripts/scan.sh audit

sbom: $(VENV)/.runtime ## What a release is made of, as CycloneDX: var/sbom.json
	@mkdir -p var
	$(BIN)/python scripts/sbom.py requirements/runtime.txt > var/sbom.json

bench: $(VENV)/.test ## What the figures in docs/benchmarks.md come from (about an hour)
	bash scripts/bench.sh

.PHONY: tools
tools:
	@bash scripts/tools.sh

$(VENV)/bin/python:
	@bash scripts/venv.sh $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@bash scripts/install.sh $(VENV) requirements/runtime.txt
	@touch $@

$(VENV)/.test: requirements/test.txt pyproject.toml | $(VENV)/bin/python
	@bash scripts/install.sh $(VENV) requirements/test.txt
	@touch $@ $(VENV)/.runtime
