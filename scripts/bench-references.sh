#!/usr/bin/env bash
# Session stores of Django and Flask-Session, for `mooring bench storage --reference scripts/bench-references.sh`.
#
# Makes a virtual environment with pinned versions in .bench-references, the first time, and runs measure.py in it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd -P)
home="$root/.bench-references"
list="$root/scripts/bench-references/requirements.txt"
if ! cmp -s "$list" "$home/installed.txt"; then
  # Standard output is for the figures.
  {
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$list"
  } >&2
  cp "$list" "$home/installed.txt"
fi
exec "$home/bin/python" "$root/scripts/bench-references/measure.py" "$@"
