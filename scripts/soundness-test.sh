#!/usr/bin/env bash
# Breaks every check once: each has a tree it passes and one violation after another that it must report, by place and
# words. A gate that lets its violation through fails here.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
tree="$home/tree"
asked=0
wrong=0

# Begins an empty tree with what every check needs.
fresh() {
  rm -rf "$tree"
  mkdir -p "$tree"
  git -C "$tree" init -q
  cp "$scripts/../.swift-format" "$tree/.swift-format"
}

# put PATH: writes what comes on the input, in the tree.
put() {
  mkdir -p "$tree/$(dirname "$1")"
  cat >"$tree/$1"
}

# line PATH TEXT…: writes a file of these lines.
line() {
  local path=$1
  shift
  printf '%s\n' "$@" | put "$path"
}

# outcome STATUS WORDS COMMAND…: the command must end with the status and say the words.
outcome() {
  local status=$1 words=$2 said code=0
  shift 2
  asked=$((asked + 1))
  said=$("$@" 2>&1) || code=$?
  if [ "$code" -ne "$status" ]; then
    echo "soundness-test.sh: '$*' ended with $code, not $status (waiting for: $words); it said:"
    echo "$said"
    wrong=$((wrong + 1))
  elif [[ "$said" != *"$words"* ]]; then
    echo "soundness-test.sh: '$*' did not say: $words; it said:"
    echo "$said"
    wrong=$((wrong + 1))
  fi
}

passes() { outcome 0 '' "$scripts/soundness/$1.sh" "$tree"; }
reports() { outcome 1 "$2" "$scripts/soundness/$1.sh" "$tree"; }

for part in "$scripts"/soundness-test/*.sh; do
  # shellcheck source=/dev/null
  source "$part"
done

if [ "$wrong" -gt 0 ]; then
  echo "The checks themselves: $wrong of $asked trials went wrong."
  exit 1
fi
echo "The checks themselves: all $asked trials went right."
