#!/usr/bin/env bash
# Nothing half-done, machine-made or of one person's machine is left in the tree: leftovers.sh ROOT
#
# The scripts of these checks and their test are left out: they have to name what they refuse.
set -euo pipefail

cd "$1"
failed=0

places=()
for place in Package.swift Makefile README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md .ci \
  Sources Plugins Tests Config Examples docs scripts; do
  [ ! -e "$place" ] || places+=("$place")
done

# refuse PATTERN WHAT [more options of grep]: reports every line that matches the extended regular expression.
refuse() {
  local pattern=$1 what=$2 hits
  shift 2
  # The caller's options come first: where the first is an --include, what no option names is left out.
  hits=$(grep -rnIE "$@" --exclude=soundness-test.sh --exclude-dir='.?*' --exclude-dir=soundness \
    --exclude-dir=soundness-test -- "$pattern" "${places[@]}") || [ $? -eq 1 ]
  [ -n "$hits" ] || return 0
  failed=1
  while IFS=: read -r path line text; do
    read -r text <<<"$text" || true
    echo "$path:$line: $what (${text:0:100})"
  done <<<"$hits"
}

if [ ${#places[@]} -gt 0 ]; then
  refuse '\b(TODO|FIXME|XXX|HACK)\b' 'a note to finish something; finish it, or open an issue'
  refuse '\b([Nn]ot (yet )?implemented|[Uu]nimplemented)\b' 'something is not there; build it, or leave out what promises it'
  # In pages and their styles, "placeholder" is an attribute's name.
  refuse '\b[Pp]laceholder' 'a stand-in; put the real thing in its place' \
    --include='*.swift' --include='*.h' --include='*.c' --include='*.sh' --include='*.md' --include='*.yaml'
  refuse '(^|[^A-Za-z0-9_.~})-])/(root|work|Users/[A-Za-z]+|home/[a-z]+)/' \
    "a path of one person's machine; take the place as an argument"
  refuse '(\b(claude|anthropic|openai|chat-?gpt|copilot|codex|llms?|(language|ai) (model|assistant)|ai[- ]generated)\b)' \
    'how a line came to be is no part of the product; take it out' -i

  # Tests and documents may name a path under /tmp as an example; what is shipped may not rely on one.
  shipped=()
  for place in Sources Plugins Config; do [ ! -e "$place" ] || shipped+=("$place"); done
  if [ ${#shipped[@]} -gt 0 ]; then
    places=("${shipped[@]}")
    refuse '(^|[^A-Za-z0-9_.~})-])/tmp/' 'a fixed path in a folder that all users share; ask for a temporary folder'
  fi
fi

# Only where the root is a repository of its own; otherwise the answers would be those of one around it.
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
  while IFS= read -r path; do
    echo "$path:1: what is built, fetched or one's own setting is not committed; git rm --cached it"
    failed=1
  done < <(git ls-files | grep -E '(^|/)(\.build[^/]*|\.assets[^/]*|\.swiftpm|\.test-output|\.claude|\.cursor|\.vscode|\.idea)/|(^|/)(CLAUDE|AGENTS)\.md$|\.(xcresult|profraw|whl|o|swiftmodule)$' || true)
fi

exit "$failed"
