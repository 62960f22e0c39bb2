#!/usr/bin/env bash
# The whole suite: what touches the database on PostgreSQL first, then everything on SQLite,
# so that pytest's closing line is the last thing printed.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/suite_on_postgres.sh
exec .venv/bin/pytest "$@"
