#!/usr/bin/env bash
# Make .venv hold exactly what requirements-dev.lock lists, and Latido itself as an editable package.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${1:-python3.11}"

if ! command -v "$python" >/dev/null; then
    echo "Latido needs Python 3.11: install it (Debian: apt-get install python3.11 python3.11-venv) or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
"$python" scripts/prerequisites.py

if ! .venv/bin/python -c "" 2>/dev/null; then
    "$python" -m venv --clear .venv
fi
if ! .venv/bin/uv --version 2>/dev/null | grep -qF "$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements-dev.lock)"; then
    # The installer itself comes from the lock too: its line and the hashes that follow it.
    only_uv="$(mktemp)"
    trap 'rm -f "$only_uv"' EXIT
    awk '/^uv==/ {found = 1} found {print} found && !/\\$/ {exit}' requirements-dev.lock >"$only_uv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$only_uv"
fi
.venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.lock
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
touch .venv/.stamp
