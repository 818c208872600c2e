# One command for each thing; `make` alone lists them. Needs Python 3.11+, make, git and pip's way to PyPI.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SAMPLE ?= $(firstword $(filter-out %/README.md,$(sort $(wildcard $(foreach kind,txt md pdf docx html,seeds/samples/*.$(kind) seeds/samples/*/*.$(kind))))))

# Another seed every night; a failure names it, so that it can be played again: make nightly SEED=20250131
SEED ?= $(shell date +%Y%m%d)

.PHONY: help demo test lint docs screenshots nightly clean
.DEFAULT_GOAL := help

help:
	@echo "make demo     check a sample report and write out/demo.html"
	@echo "make test     run the tests"
	@echo "make lint     ruff and mypy"
	@echo "make docs     write the pages that are generated from the code"
	@echo "make screenshots  take the pictures of docs/ from our samples (needs chromium, chromedriver, CJK fonts)"
	@echo "make nightly  the tests with far more random inputs (fuzzing)"

# What running needs, and what developing needs; each is installed again when pyproject.toml changes.
$(VENV)/.runs: pyproject.toml
	@test -n "$(PYTHON)" || { echo "kpicheck needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.develops: pyproject.toml | $(VENV)/.runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.runs
	@test -n "$(SAMPLE)" || { echo "there is no report under seeds/samples; name one: make demo SAMPLE=report.pdf" >&2; exit 2; }
	@mkdir -p out
	@$(BIN)/kpicheck check "$(SAMPLE)" --fail-on never
	@$(BIN)/kpicheck check "$(SAMPLE)" --fail-on never --format html -o out/demo.html
	@echo
	@echo "The HTML gap report of $(SAMPLE) is $(CURDIR)/out/demo.html"

# axe-core finds what a screen reader would stumble over; where npm or the network is missing, its tests are skipped.
AXE := $(VENV)/axe/node_modules/axe-core/axe.min.js
$(AXE):
	-@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --fetch-retries=1 --fetch-timeout=30000 \
		--prefix $(VENV)/axe axe-core@4

test: $(VENV)/.develops $(AXE)
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.develops
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.develops
	$(BIN)/python -m kpicheck.cli.docs docs/cli.md
	$(BIN)/python -m kpicheck.handbook.issues docs/issues.md
	$(BIN)/python -m kpicheck.handbook.templates docs/templates.md
	$(BIN)/kpicheck rules docs -o docs/rules
	$(BIN)/python docs/update_readme.py

screenshots: $(VENV)/.develops
	$(BIN)/python docs/screenshots.py

nightly: $(VENV)/.develops
	KPICHECK_FUZZ=4000 KPICHECK_FUZZ_SEED=$(SEED) $(BIN)/python -m pytest -n auto

clean:
	rm -rf out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
