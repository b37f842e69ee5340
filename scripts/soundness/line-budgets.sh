#!/usr/bin/env bash
# A Swift file has at most 400 lines, a function at most 50: line-budgets.sh ROOT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$1
file_budget=400
function_budget=50
failed=0

cd "$root"
mapfile -d '' -t files < <("$here/swift-files.sh" .)
[ ${#files[@]} -gt 0 ] || exit 0

awk -v budget="$file_budget" '
  FNR == budget + 1 { over[FILENAME] = 1; names[++count] = FILENAME }
  { lines[FILENAME] = FNR }
  END {
    for (i = 1; i <= count; i++)
      printf "%s:%d: the file has %d lines, more than %d; give a part of it a file of its own\n",
        names[i], budget + 1, lines[names[i]], budget
    exit count > 0
  }' "${files[@]}" || failed=1

awk -v budget="$function_budget" -f "$here/swift-code.awk" -f "$here/functions.awk" "${files[@]}" || failed=1

exit "$failed"
