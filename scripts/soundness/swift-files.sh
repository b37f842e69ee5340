#!/usr/bin/env bash
# Prints the Swift files of a tree, sorted, each ended by a NUL, with paths from the root: swift-files.sh ROOT [PLACE…]
#
# Looks at the disk and not at the index, so that a file is checked before it is added. Hidden folders are left out:
# they hold what is built or fetched.
set -euo pipefail

cd "$1"
shift
[ $# -gt 0 ] || set -- Package.swift Sources Plugins Tests Examples

places=()
for place in "$@"; do
  [ ! -e "$place" ] || places+=("$place")
done
[ ${#places[@]} -gt 0 ] || exit 0

find "${places[@]}" -name '.?*' -prune -o -type f -name '*.swift' -print0 | sort -z
