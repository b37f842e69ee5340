#!/usr/bin/env bash
# Every public symbol has a documentation comment, by the compiler's own symbol graph: documentation.sh ROOT
#
# Builds the package's debug modules where they are not built; the graph itself takes seconds.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$1"

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Graphs of targets that are gone would be read as well.
rm -rf .build/*/symbolgraph
# The modules that SwiftPM makes up to run tests have no graph, which the command counts as a failure; nothing else is
# let pass.
unmade() {
  grep 'Failed to emit symbol graph' "$log" | grep -vE "for '[A-Za-z0-9_]*Package(Discovered)?Tests'" || true
}
if ! swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >"$log" 2>&1 &&
  { [ -n "$(unmade)" ] || ! grep -q '^Files written to ' "$log"; }; then
  cat "$log"
  echo "Package.swift:1: the symbol graph could not be made; the package must build first"
  exit 1
fi

graphs=$(sed -n 's/^Files written to //p' "$log")
if [ -z "$graphs" ] || ! compgen -G "$graphs/*.symbols.json" >/dev/null; then
  cat "$log"
  echo "Package.swift:1: the symbol graph is empty; is there no library target?"
  exit 1
fi

root=$(jq -rn --arg path "$(pwd -P)" '$path | split("/") | map(@uri) | join("/")')
found=$(jq -r --arg root "$root" -f "$here/undocumented.jq" "$graphs"/*.symbols.json | sort -u -t: -k1,1 -k2,2n -k3)
[ -n "$found" ] || exit 0
echo "$found"
exit 1
