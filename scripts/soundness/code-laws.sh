#!/usr/bin/env bash
# Tasks, unchecked concurrency, traps, printing and clocks only where they belong: code-laws.sh ROOT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$1"

mapfile -d '' -t files < <("$here/swift-files.sh" . Sources Plugins Tests Examples)
[ ${#files[@]} -gt 0 ] || exit 0

awk -f "$here/swift-code.awk" -f "$here/code-laws.awk" "${files[@]}"
