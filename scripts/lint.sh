#!/usr/bin/env bash
# Every static check, all of them even when one fails. Needs scripts/setup.sh to have run.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

status=0
.venv/bin/ruff check . || status=1
.venv/bin/ruff format --check --quiet . || { echo "some files are not formatted: run .venv/bin/ruff format ."; status=1; }
.venv/bin/mypy || status=1
.venv/bin/lint-imports --no-logo || status=1
exit $status
