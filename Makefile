# Everything there is to do here is one of these. `make` alone tells what they are.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test bench fuzz soundness assets format

# HOST counts only when given to make itself: some shells export a HOST that names the machine, and a server that
# listens for everyone must have been asked to.
host := $(if $(filter command line,$(origin HOST)),--host '$(HOST)')
port := $(if $(PORT),--port '$(PORT)')
# A shell is the server's user's: running as root has to be asked for, and whoever makes it as root has no other.
root := $(if $(filter 0,$(shell id -u)),--allow-root)
data := $(if $(DATA),--data '$(patsubst ~/%,$(HOME)/%,$(DATA))')

help:
	@echo 'Mooring: terminals and sessions that outlive their windows.'
	@echo
	@echo '  make run         build and serve on http://127.0.0.1:57575 with Config/mooring.yaml; open it in two windows'
	@echo '                     PORT=8080  HOST=0.0.0.0  DATA=~/moored  ARGS="more flags of mooring serve"'
	@echo '  make test        build and run every test, the browser ones included'
	@echo '                     FILTER=FileStorage  only the tests whose names match'
	@echo '  make bench       build a release and measure the stores beside their floors, within five minutes;'
	@echo '                     the report is left in bench-report/'
	@echo '                     ARGS="--backend file --sessions 1000,100000"  any options of mooring bench storage instead'
	@echo '  make fuzz        look for inputs that a reader does not survive; TARGET=window-frames|configuration|tokens'
	@echo '                     SECONDS=600  how long; what covers more is added to Tests/FuzzCorpus'
	@echo '  make soundness   format, budgets, laws of the target graph, documentation, leftovers'
	@echo '                     CHECK="imports format"  only these (the files of scripts/soundness)'
	@echo '  make format      put right what the format check says'
	@echo '  make assets      fetch the third-party files of the page into .assets, checked by hash'
	@echo
	@echo 'Needed: Linux and Swift 6.2 or newer. Missing Debian or Ubuntu packages are named, then installed.'

run:
	@scripts/toolchain.sh
	@scripts/packages.sh build
	@scripts/assets.sh
	@[ -x .build/release/mooring ] || echo 'Building for the first time; this takes some minutes.'
	@swift build -c release --product mooring
	@MOORING_ASSETS='$(CURDIR)/.assets' exec .build/release/mooring serve --config Config/mooring.yaml \
		$(host) $(port) $(data) $(root) $(ARGS)

test:
	@scripts/toolchain.sh
	@scripts/packages.sh build test
	@scripts/assets.sh
	@scripts/socket-io-clients.sh
	@scripts/test.sh '$(FILTER)'

bench:
	@scripts/toolchain.sh
	@scripts/packages.sh build
	@swift build -c release --product mooring
	@scripts/bench.sh $(ARGS)

# SECONDS is a variable of bash itself: only what make was given counts.
fuzz:
	@scripts/toolchain.sh
	@scripts/packages.sh build
	@scripts/fuzz.sh '$(TARGET)' '$(if $(filter command line,$(origin SECONDS)),$(SECONDS),60)'

soundness:
	@scripts/toolchain.sh
	@scripts/packages.sh build soundness
	@$(if $(CHECK),,scripts/soundness-test.sh)
	@scripts/soundness.sh $(CHECK)

assets:
	@scripts/assets.sh

format:
	@scripts/toolchain.sh
	@scripts/soundness/swift-files.sh . | xargs -0 --no-run-if-empty swift format --in-place --parallel --configuration .swift-format
