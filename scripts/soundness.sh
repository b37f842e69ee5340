#!/usr/bin/env bash
# Runs the checks of soundness/, all of them or those named, to the end, and fails if one did: soundness.sh [CHECK…]
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$scripts/.." && pwd -P)
checks=("$@")
[ $# -gt 0 ] || checks=(file-names line-budgets imports code-laws leftovers format documentation)

bad=()
for check in "${checks[@]}"; do
  program="$scripts/soundness/$check.sh"
  if [ ! -x "$program" ] || [ "$check" = swift-files ]; then
    echo "error: there is no check named '$check' in scripts/soundness" >&2
    exit 2
  fi
  began=$SECONDS
  if "$program" "$root"; then
    echo "ok      $check ($((SECONDS - began)) s)"
  else
    echo "FAILED  $check ($((SECONDS - began)) s)"
    bad+=("$check")
  fi
done

if [ ${#bad[@]} -gt 0 ]; then
  echo "Soundness: ${#bad[@]} of ${#checks[@]} checks failed: ${bad[*]}. One alone: scripts/soundness.sh NAME"
  exit 1
fi
echo "Soundness: all ${#checks[@]} checks passed."
