#!/usr/bin/env bash
# Measures the stores with the release build and leaves the report in bench-report/: bench.sh [options of bench storage]
# Without options: a set that ends within five minutes on a machine that has nothing else to do.
set -euo pipefail

cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  set -- --durability normal,full --sessions 1000,20000 --concurrency 1,64 --runs 4 --duration 0.15 \
    --operations load,commit --mix read-heavy,login-storm,revoke-all,sweep,list
  if command -v redis-server >/dev/null; then
    set -- --backend memory,file,sqlite,redis --redis-start "$@"
  else
    echo 'redis-server is not installed: Redis is left out.' >&2
    set -- --backend memory,file,sqlite "$@"
  fi
fi
exec .build/release/mooring bench storage --report bench-report "$@"
