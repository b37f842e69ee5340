#!/usr/bin/env bash
# A Swift file is named after what it holds, never Utils, Helpers, Common, Misc or New: file-names.sh ROOT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
failed=0

while IFS= read -r -d '' path; do
  name=$(basename "$path" .swift)
  # As a word of its own in the name: Helpers, TestHelpers, Helpers+Store; but Commoner and NewlineScanner are names.
  if [[ "$name" =~ (^|[a-z0-9+_-])(Utils?|Utilit(y|ies)|Helpers?|Common|Misc)($|[A-Z0-9+_-]) || "$name" =~ New$ ]]; then
    echo "$path:1: '$name' is no name for a file; name it after the one type it holds, or find its content a room"
    failed=1
  fi
done < <("$here/swift-files.sh" "$1")

exit "$failed"
