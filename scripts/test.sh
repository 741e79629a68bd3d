#!/usr/bin/env bash
# Static checks, then all tests; ends on pytest's own summary and fails when either failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lint_status=0
scripts/lint.sh || lint_status=$?
[[ $lint_status -eq 0 ]] || echo "The static checks failed (see above); the tests follow."
.venv/bin/python -m pytest -n "${PYTEST_WORKERS:-auto}" --dist loadfile "$@" </dev/null
test_status=$?
exit $((test_status ? test_status : lint_status))
