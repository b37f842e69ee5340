#!/usr/bin/env bash
# Every Swift file is as `swift format` leaves it: format.sh ROOT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$1"

mapfile -d '' -t files < <("$here/swift-files.sh" .)
[ ${#files[@]} -gt 0 ] || exit 0

if ! swift format lint --strict --parallel --configuration .swift-format "${files[@]}" 2>&1 | sed "s|^$PWD/||"; then
  echo "Most of this is put right by: make format"
  exit 1
fi
