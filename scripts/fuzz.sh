#!/usr/bin/env bash
# Looks for inputs that a reader of strangers' bytes does not survive: fuzz.sh TARGET SECONDS
#
# Builds below .build-fuzz (or $FUZZ_BUILD), where the readers are instrumented and the rest is as always. What was found
# anew and covers more is merged into Tests/FuzzCorpus/TARGET; an input that ends the run is left in fuzz-findings/.
set -euo pipefail

cd "$(dirname "$0")/.."
target=${1:-}
seconds=${2:-60}
corpus=Tests/FuzzCorpus/$target
if [ -z "$target" ] || [ ! -d "$corpus" ]; then
  echo "error: TARGET is to be one of: $(ls Tests/FuzzCorpus | tr '\n' ' ')" >&2
  exit 2
fi

build=${FUZZ_BUILD:-.build-fuzz}
MOORING_FUZZ=1 swift build --scratch-path "$build" --product FuzzRunner
new=$(mktemp -d)
small=$(mktemp -d)
trap 'rm -rf "$new" "$small"' EXIT
mkdir -p fuzz-findings
runner=$build/debug/FuzzRunner
FUZZ_TARGET=$target "$runner" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -artifact_prefix="fuzz-findings/$target-" -print_final_stats=1 "$new" "$corpus"
FUZZ_TARGET=$target "$runner" -merge=1 -max_len=16384 "$small" "$corpus" "$new" 2>/dev/null
# The inputs a person wrote have names of their own and stay; what the fuzzer found is named by its hash.
find "$corpus" -type f -regextype posix-extended -regex '.*/[0-9a-f]{40}' -delete
named=$(sha1sum "$corpus"/* | cut -d' ' -f1)
for input in "$small"/*; do
  grep -qx "$(basename "$input")" <<<"$named" || cp "$input" "$corpus"/
done
echo "$target: $(ls "$corpus" | wc -l) inputs, $(du -sb "$corpus" | cut -f1) bytes"
