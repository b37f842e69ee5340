#!/usr/bin/env bash
# Checks that a Swift toolchain new enough for Package.swift is on the PATH, and says where to get one.
set -euo pipefail

needed=6.2
where="https://www.swift.org/install/linux/ (or, in short: swiftly install latest)"

if ! command -v swift >/dev/null; then
  echo "error: Swift $needed or newer is needed to build Mooring, and there is no 'swift' on the PATH." >&2
  echo "       Get it from $where" >&2
  exit 1
fi

if ! said=$(swift --version 2>&1); then
  echo "error: 'swift --version' fails ($(command -v swift)); it said:" >&2
  echo "$said" >&2
  echo "       Swift $needed or newer is needed. Get it from $where" >&2
  exit 1
fi

found=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$said" | head -n 1)
oldest=$(printf '%s\n' "$needed" "${found:-0}" | sort -V | head -n 1)
if [ "$oldest" != "$needed" ]; then
  echo "error: Swift $needed or newer is needed to build Mooring; $(command -v swift) is ${found:-of no known version}." >&2
  echo "       Get it from $where" >&2
  exit 1
fi
