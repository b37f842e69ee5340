#!/usr/bin/env bash
# Makes sure that the system has what a purpose needs: packages.sh build|assets|socket-io|soundness|test …
#
# Asks for the thing itself (a program, a header), not for a package's name, so that whatever is already there counts.
# With nothing missing, no package manager is called.
set -euo pipefail

# purpose | what must hold | Debian packages, the first that exists is taken | what for
table='
build     | have git                        | git                       | fetches the Swift packages
build     | file /etc/ssl/certs             | ca-certificates           | trusts the hosts they come from
build     | have ld.gold                    | binutils-gold binutils    | the linker Swift uses
build     | file /usr/include/stdio.h       | libc6-dev                 | headers of the C library
build     | file /usr/include/sqlite3.h     | libsqlite3-dev            | SQLite, which the storage plug-in wraps
build     | file /usr/include/hiredis/read.h | libhiredis-dev           | hiredis, which the storage plug-in wraps
build     | file /usr/include/c++/*/string  | g++                       | headers of the C++ library, for swift-crypto
assets    | have unzip                      | unzip                     | unpacks third-party page assets
assets    | python_has_pip                  | python3-pip               | fetches third-party page assets
socket-io | python_has_venv                 | python3-venv              | keeps the Socket.IO clients of the tests apart
soundness | have jq                         | jq                        | reads the symbol graph
test      | have jq                         | jq                        | reads what the server answers
test      | have curl                       | curl                      | calls the server from outside
test      | have ps                         | procps                    | looks at processes of terminals
test      | have strace                     | strace                    | makes a disk fail on purpose
test      | have redis-server               | redis-server              | the Redis of the storage tests
test      | have openssl                    | openssl                   | certificates of the Redis that speaks TLS
test      | python_has_venv               | python3-venv              | libraries of others that the tests and the bench meet
test      | browser                         | chromium chromium-browser | the browser of the page tests
'

have() { command -v "$1" >/dev/null; }
file() { compgen -G "$1" >/dev/null; }
python_has_pip() { python3 -m pip --version >/dev/null 2>&1; }
python_has_venv() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }
browser() { have chromium || have chromium-browser || have google-chrome; }

# Prints the rows of the purposes asked for whose condition does not hold.
missing() {
  local purpose condition packages reason
  while IFS='|' read -r purpose condition packages reason; do
    read -r purpose <<<"$purpose"
    [[ -n "$purpose" && " $* " == *" $purpose "* ]] || continue
    read -r condition <<<"$condition"
    # Unquoted on purpose: a function's name and its argument, kept from being matched as a file's name.
    set -f
    if $condition; then set +f; continue; fi
    set +f
    read -r packages <<<"$packages"
    read -r reason <<<"$reason"
    echo "$packages|$reason"
  done <<<"$table"
}

# Prints the first package of a row that this release of the system has.
choose() {
  local name
  for name in "$@"; do
    if apt-cache policy "$name" | grep -q 'Candidate: [^(]'; then
      echo "$name"
      return
    fi
  done
  echo "$1"
}

rows=$(missing "$@")
[ -n "$rows" ] || exit 0

echo "Missing on this system:" >&2
while IFS='|' read -r packages reason; do
  echo "  ${packages%% *}: $reason" >&2
done <<<"$rows"

if ! have apt-get; then
  echo "error: this is not a Debian or Ubuntu system; install what is named above (Debian's names) and run again." >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! have sudo; then
    echo "error: installing them takes root, and there is no sudo. As root:" >&2
    echo "       apt-get install $(cut -d'|' -f1 <<<"$rows" | cut -d' ' -f1 | sort -u | tr '\n' ' ')" >&2
    exit 1
  fi
  as_root=(sudo)
fi

"${as_root[@]}" apt-get update -qq
names=()
while IFS='|' read -r packages reason; do
  # Unquoted on purpose: the row's alternatives, one word each.
  # shellcheck disable=SC2086
  names+=("$(choose $packages)")
done <<<"$rows"
echo "Installing with apt-get: ${names[*]}" >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${names[@]}" >&2

rows=$(missing "$@")
if [ -n "$rows" ]; then
  echo "error: still missing after the installation: $(cut -d'|' -f1 <<<"$rows" | tr '\n' ' ')" >&2
  exit 1
fi
