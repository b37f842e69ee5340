#!/usr/bin/env bash
# Who may import what, the laws of the target graph: imports.sh ROOT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$1"

folders() { find "$1" -mindepth 1 -maxdepth 1 -type d -name '[A-Za-z]*' -printf '%f ' 2>/dev/null || true; }

mapfile -d '' -t files < <("$here/swift-files.sh" . Sources Plugins Tests)
[ ${#files[@]} -gt 0 ] || exit 0

awk -v rooms="$(folders Sources)" -v plugins="$(folders Plugins)" \
  -f "$here/swift-code.awk" -f "$here/imports.awk" "${files[@]}"
