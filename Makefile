# One door for every chore; CI and people use the same targets.
#   make demo   install what is needed and assess the first case
#   make test   install the development tools and run every check
# Single checks: check, types, docs, pytest. Others: bench, golden, oracles, mutants, hostile,
# coverage, test-browser, test-pdf, test-spark, lock, clean.

.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo
.PHONY: demo test check types docs pytest bench golden oracles mutants hostile coverage test-browser test-pdf test-spark lock clean

PYTHON ?= python3
RUN := .venv/bin/python -m
PIP := $(RUN) pip --quiet --disable-pip-version-check
SPHINX := $(RUN) sphinx -n -W --keep-going -q -d docs/_build/doctrees
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock' --quiet

demo: .venv/.run
	.venv/bin/causality assess example:daratumumab-leukoencephalopathy

# pytest stays last: its closing line sums up the run.
test: check types docs pytest

check: .venv/.dev
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/codespell

types: .venv/.dev
	$(RUN) mypy

docs: .venv/.dev
	$(SPHINX) -E -b html docs docs/_build/html
	$(SPHINX) -b doctest docs docs/_build/doctest

pytest: .venv/.dev
	$(RUN) pytest -n 2

# Polars is the floor under whole databases, and needed for nothing else.
bench: .venv/.dev
	$(PIP) install 'polars>=1.20,<3'
	@for script in benchmarks/[!_]*.py; do echo "== $$script"; $(RUN) benchmarks.$$(basename $$script .py) || exit 1; done

# Rewrites the reports that the tests compare with; read the difference before you commit it.
golden: .venv/.dev
	$(RUN) pytest tests/report tests/methods/test_description.py --update-golden

# Compares the network, FHIR and Parquet with the work of others that is no part of any lock, and a
# thousand random networks; the differential with its networks and its definition.
oracles: .venv/.dev
	$(PIP) install 'pyagrum>=3.3,<4' 'fhir.resources>=8,<9' 'pyarrow>=18'
	$(RUN) pytest tests/network/oracle_*.py tests/network/differential/oracle_*.py tests/explain/oracle_*.py \
		tests/formats/oracle_*.py

# Breaks every finding rule in every place; none of the breaks may go unnoticed.
mutants: .venv/.dev
	$(RUN) tests.findings.mutation

# Ten thousand damaged, misshapen and absurd case files.
hostile: .venv/.dev
	$(RUN) tests.attack 10000

coverage: .venv/.dev
	$(RUN) pytest --cov

# Reports in Chromium (which must be on the path), with an HTML validator and axe-core from npm.
# About ten minutes.
test-browser: .venv/.dev
	$(PIP) install 'pypdf>=6,<7'
	npm install --silent --no-fund --no-audit --prefix .venv/node axe-core@4.14.1 html-validate@10.17.0
	CAUSALITY_NODE=.venv/node $(RUN) pytest tests/report/browser.py

# Reports as PDF/UA, with the extra that makes them; needs Pango (Debian: libpangoft2-1.0-0).
test-pdf: .venv/.dev
	$(PIP) install 'pypdf>=6,<7' 'weasyprint>=68,<71'
	$(RUN) pytest tests/report/pdf.py

# Facts of reports on a Spark of this machine, row for row as without it. Needs Java 17 or later.
test-spark: .venv/.dev
	@command -v java >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get -qq update && apt-get -qq install -y --no-install-recommends default-jre-headless; } || { \
	  echo 'Spark needs Java 17 or later; on Debian and Ubuntu: apt install default-jre-headless' >&2; exit 1; }
	$(PIP) install 'pyspark>=4,<5'
	$(RUN) pytest tests/batch/spark_local.py

# Needs uv on the path. Add ARGS=--upgrade to move to newer versions.
lock:
	$(LOCK) --group build -o requirements/run.txt $(ARGS)
	$(LOCK) --group dev -c requirements/run.txt -o requirements/dev.txt $(ARGS)

clean:
	rm -rf .venv build dist docs/_build .*_cache .hypothesis .coverage

# Each stamp says that the virtual environment holds what a lock lists.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.run: requirements/run.txt pyproject.toml | .venv/.made
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/.made
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.run $@
