#!/usr/bin/env bash
# Judges a finished run of Swift Testing: test-verdict.sh LOG [XUNIT]
#
# Fails where no test ran, and, with CI=true, where one was skipped or cancelled, naming it.
set -euo pipefail

log=$1
xunit=${2:-}

if ! grep -qE '^(✔|━) Test run with [1-9]' "$log"; then
  echo "error: no passed run of at least one test in $log" >&2
  exit 1
fi

left_out=$(grep -E '^➜ ' "$log" || true)
# The report is asked as well, so that another way of writing the log hides nothing.
if [ -z "$left_out" ] && [ -n "$xunit" ] && [ -e "$xunit" ]; then
  left_out=$(grep -B 1 -E '<skipped' "$xunit" | grep -oE 'name="[^"]*"' || true)
fi
[ -n "$left_out" ] || exit 0

echo "These tests did not run:" >&2
echo "$left_out" >&2
if [ "${CI:-}" = true ]; then
  echo "error: with CI=true a skipped test is a failed one" >&2
  exit 1
fi
