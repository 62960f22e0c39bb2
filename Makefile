# Every recipe works from a bare clone: whatever it needs, .venv included, is made first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.stamp
SCRATCH := $${TMPDIR:-/tmp}
ARGS ?=

.PHONY: help install demo test test-postgres check bench

help:  ## Say what each recipe does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(STAMP)  ## Make .venv from the hashed lock (again only when the lock changes)

$(STAMP): requirements-dev.lock pyproject.toml scripts/install.sh
	@bash scripts/install.sh "$(PYTHON)"

demo: $(STAMP)  ## Start a hub and two nodes with synthetic people; Ctrl-C stops them
	@exec $(BIN)/latido demo $(ARGS)

test: $(STAMP)  ## Run the whole suite: database tests on PostgreSQL, then everything on SQLite
	@exec bash scripts/suite.sh

test-postgres: $(STAMP)  ## Run only the tests that touch the database, on PostgreSQL
	@exec bash scripts/suite_on_postgres.sh

check: $(STAMP)  ## Check format, lint, types, imports, migrations, messages, docs and locks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@scratch=$$(mktemp -d "$(SCRATCH)/latido-check.XXXXXX"); trap 'rm -rf "$$scratch"' EXIT; set -x; \
	LATIDO_TESTING=1 LATIDO_DATA_DIR="$$scratch" $(BIN)/latido makemigrations --check --dry-run; \
	$(BIN)/python scripts/messages.py check; \
	$(BIN)/mkdocs build --strict --site-dir "$$scratch/site"
	@if grep -nE 'https?://|index-url|find-links' requirements.lock requirements-dev.lock; \
	then echo "The locks name an address: make them again without it." >&2; exit 1; fi

bench: $(STAMP)  ## Measure every figure against its target (ARGS=--short for a quick look)
	@exec $(BIN)/latido bench --all $(ARGS)
