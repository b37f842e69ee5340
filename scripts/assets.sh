#!/usr/bin/env bash
# Fetches the third-party files of the page into .assets: assets.sh [FOLDER]
#
# They come out of one Python wheel whose SHA-256 is checked before it is opened; each file's own SHA-256 is in
# assets.sha256 and is checked on every run. Files move into place one by one, whole. Without a network, name a wheel
# you have: ASSETS_WHEEL=nicegui-3.18.0-py3-none-any.whl make assets
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
folder=${1:-"$scripts/../.assets"}
manifest="$scripts/assets.sha256"
wheel_name=nicegui
wheel_version=3.18.0
wheel_sha256=a2bd51642312d98aab6d8b641245d796ff1b89da5829777170bcc488140c3dcd

# place in the wheel | name in the folder
contents="
nicegui/elements/xterm/dist/index.js|xterm.js
nicegui/elements/xterm/dist/xterm.css|xterm.css
nicegui/static/socket.io.min.js|socket.io.min.js
nicegui-3.18.0.dist-info/licenses/LICENSE|LICENSE-nicegui.txt
"

whole() { (cd "$1" 2>/dev/null && sha256sum --check --strict --status "$manifest" 2>/dev/null); }

if whole "$folder"; then exit 0; fi

"$scripts/packages.sh" assets

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

wheel=${ASSETS_WHEEL:-}
if [ -z "$wheel" ]; then
  echo "Fetching the page's third-party assets ($wheel_name $wheel_version from PyPI, 8.5 MB)" >&2
  # The version of Python named here is one the wheel supports; this system's own may be older.
  if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --python-version 3.12 --dest "$temporary" "$wheel_name==$wheel_version" >&2; then
    echo "error: the page's third-party assets could not be fetched; is pypi.org reachable? Nothing was changed." >&2
    echo "       Without a network: ASSETS_WHEEL=/path/to/$wheel_name-$wheel_version-py3-none-any.whl make assets" >&2
    exit 1
  fi
  wheel=$(find "$temporary" -name '*.whl')
fi

found=$(sha256sum "$wheel" | cut -d' ' -f1)
if [ "$found" != "$wheel_sha256" ]; then
  echo "error: $(basename "$wheel") is not the file that was pinned; it was not opened." >&2
  echo "       SHA-256 expected $wheel_sha256" >&2
  echo "       SHA-256 found    $found" >&2
  exit 1
fi

mkdir "$temporary/new"
while IFS='|' read -r place name; do
  [ -n "$place" ] || continue
  unzip -p "$wheel" "$place" >"$temporary/new/$name"
done <<<"$contents"

if ! whole "$temporary/new"; then
  echo "error: files in $(basename "$wheel") are not those that were pinned in scripts/assets.sha256:" >&2
  (cd "$temporary/new" && sha256sum --check --strict "$manifest" >&2) || true
  exit 1
fi

mkdir -p "$folder"
# Staged beside their place, so that the move is one step even when the temporary folder is on another disk.
while read -r _ name; do
  cp "$temporary/new/$name" "$folder/.$name.new"
  mv -f "$folder/.$name.new" "$folder/$name"
done <"$manifest"
