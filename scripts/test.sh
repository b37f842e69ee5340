#!/usr/bin/env bash
# Builds and runs all tests: test.sh [FILTER]. With a filter, only the tests whose names match it, of the package alone.
#
# Where CI=true a skipped or cancelled test counts as failed: there is nothing it could lack that CI may lack.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
filter=${1:-}
reports="$root/.test-output"
mkdir -p "$reports"
export NO_COLOR=1
export MOORING_ASSETS="$root/.assets"

# run NAME ARGUMENTS…: runs `swift test` with the arguments, shows its output and has it judged. What failed is said
# again at the end: a log of thousands of lines is often seen only from there.
run() {
  local name=$1 status=0
  shift
  swift test --disable-xctest --xunit-output "$reports/$name.xml" "$@" 2>&1 | tee "$reports/$name.log" || status=$?
  if [ "$status" -ne 0 ]; then
    echo "error: these tests of $name failed (the whole log: $reports/$name.log):" >&2
    grep -aE -A 3 '^✘ Test .* recorded an issue|^✘ Test run|Fatal error|^error: ' "$reports/$name.log" | head -n 60 >&2 || true
    return "$status"
  fi
  "$root/scripts/test-verdict.sh" "$reports/$name.log" "$reports/$name.xml"
}

swift build --build-tests
# What the tests of the whole server start.
swift build --product mooring

if [ -n "$filter" ]; then
  run mooring --skip-build --filter "$filter"
  exit 0
fi
# Serial, because many tests start servers, shells and browsers, and two cores cannot give each its share; what counts
# descriptors and processor time of the whole process runs in one of its own.
run mooring --skip-build --no-parallel --skip FootprintTests
run mooring-footprint --skip-build --no-parallel --filter FootprintTests
run third-party-storage --package-path Examples/ThirdPartyStorage --scratch-path "$root/.build-third-party"
run hummingbird-login --package-path Examples/HummingbirdLogin --scratch-path "$root/.build-hummingbird-login"

echo "All tests passed:"
for name in mooring mooring-footprint third-party-storage hummingbird-login; do
  echo "  $name: $(grep -oE 'Test run with .*' "$reports/$name.log" | tail -n 1)"
done
