#!/usr/bin/env bash
# Makes the Python that the tests of the Socket.IO door talk through: socket-io-clients.sh [FOLDER]
#
# A virtual environment below .assets, with the versions of scripts/socket-io-clients.txt and no others.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
folder=${1:-"$scripts/../.assets/socket-io"}
wanted="$scripts/socket-io-clients.txt"

if cmp -s "$wanted" "$folder/made-from.txt"; then exit 0; fi

"$scripts/packages.sh" socket-io
echo "Fetching the real Socket.IO clients of the tests from PyPI" >&2
rm -rf "$folder"
python3 -m venv "$folder"
if ! "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary=:all: -r "$wanted" >&2; then
  echo "error: the Socket.IO clients could not be fetched; is pypi.org reachable?" >&2
  exit 1
fi
cp "$wanted" "$folder/made-from.txt"
