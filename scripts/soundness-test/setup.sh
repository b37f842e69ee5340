# The scripts of set-up and of the tests' verdict. Their trials stand on programs of their own making, so that nothing
# is installed, fetched or built here.

# program NAME TEXT: a program of that name in front of all others.
program() {
  mkdir -p "$home/programs"
  printf '#!/bin/sh\n%s\n' "$2" >"$home/programs/$1"
  chmod +x "$home/programs/$1"
}
with_programs() { PATH="$home/programs:$PATH" "$@"; }

program swift 'echo "Apple Swift version 6.2 (swift-6.2-RELEASE)"'
outcome 0 '' with_programs "$scripts/toolchain.sh"
program swift 'echo "Swift version 5.10.1 (swift-5.10.1-RELEASE)"'
outcome 1 'Swift 6.2 or newer is needed to build Mooring;' with_programs "$scripts/toolchain.sh"
program swift 'echo "error while loading shared libraries"; exit 127'
outcome 1 'error while loading shared libraries' with_programs "$scripts/toolchain.sh"
rm "$home/programs/swift"

# Only what packages.sh itself calls, and neither jq nor a package manager.
mkdir -p "$home/few"
for name in bash env cut tr sort; do ln -s "$(command -v "$name")" "$home/few/$name"; done
with_few() { PATH="$home/few" "$@"; }
outcome 0 '' with_few "$scripts/packages.sh" nothing
outcome 1 'jq: reads the symbol graph' with_few "$scripts/packages.sh" soundness
outcome 1 'this is not a Debian or Ubuntu system' with_few "$scripts/packages.sh" soundness

# With a package manager that installs jq when it is named, and without root's rights first.
few() { printf '#!/bin/bash\n%s\n' "$2" >"$home/few/$1" && chmod +x "$home/few/$1"; }
few apt-get "[ \"\$1\" = update ] || [ \"\${*: -1}\" != jq ] || { echo '#!/bin/bash' >'$home/few/jq'; /bin/chmod +x '$home/few/jq'; }"
few apt-cache 'echo "  Candidate: 1.7"'
few grep 'exit 0'
few id 'echo 1000'
outcome 1 'apt-get install jq' with_few "$scripts/packages.sh" soundness
few sudo 'exec "$@"'
outcome 0 'Installing with apt-get: jq' with_few "$scripts/packages.sh" soundness
few apt-get 'echo called; exit 1'
outcome 0 '' with_few "$scripts/packages.sh" soundness
rm "$home/few/jq"
few apt-get 'exit 0'
outcome 1 'still missing after the installation: jq' with_few "$scripts/packages.sh" soundness

echo 'another wheel' >"$home/nicegui.whl"
program python3 'exit 0'
outcome 1 'is not the file that was pinned; it was not opened' \
  with_programs env ASSETS_WHEEL="$home/nicegui.whl" "$scripts/assets.sh" "$home/assets"
outcome 2 'No such file' ls "$home/assets"
program python3 '[ "$3" = --version ]'
outcome 1 'could not be fetched' with_programs "$scripts/assets.sh" "$home/assets"

verdict() { printf '%s\n' "$@" >"$home/log" && "$scripts/test-verdict.sh" "$home/log" "$home/xunit"; }
in_ci() { CI=true "$@"; }
outcome 0 '' in_ci verdict '✔ Test run with 5 tests in 1 suite passed after 0.003 seconds.'
outcome 1 'no passed run of at least one test' verdict '✔ Test run with 0 tests in 0 suites passed.'
outcome 1 'no passed run of at least one test' verdict '✘ Test run with 5 tests in 1 suite failed.'
outcome 1 '➜ Test b() skipped: "no browser here"' \
  in_ci verdict '➜ Test b() skipped: "no browser here"' '✔ Test run with 5 tests in 1 suite passed.'
outcome 1 '➜ Test e() was cancelled' in_ci verdict '➜ Test e() was cancelled' '✔ Test run with 5 tests passed.'
outcome 0 'These tests did not run' env CI= bash -c 'exec "$0" "$1"' "$scripts/test-verdict.sh" "$home/log"
printf '<testcase classname="S" name="c()" >\n  <skipped />\n</testcase>\n' >"$home/xunit"
outcome 1 'c()' in_ci verdict '✔ Test run with 5 tests in 1 suite passed after 0.003 seconds.'
