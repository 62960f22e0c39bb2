#!/usr/bin/env bash
# The tests that touch the database, on a PostgreSQL of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/with_postgres.py .venv/bin/pytest tests/apps tests/web tests/architecture/test_stores.py "$@"
