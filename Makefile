# Everything a person types. `make` alone lists it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

STEP := scripts/step.sh
TARGET := $(or $(CARGO_TARGET_DIR),target)
PORTIKUS := $(TARGET)/debug/portikus
# One feature set for building, linting and testing, so that nothing is compiled twice: always the whole workspace.
CARGO_FLAGS := --workspace --locked

.PHONY: help run build test fmt lint tidy assets rust-test e2e pictures bench bench-engine bench-search bench-steps need-run need-test need-bench clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Build and start Portikus with the demo federations (http://localhost:8080)
	@exec $(PORTIKUS) serve --demo

build: need-run assets ## Build the program into target/debug/portikus
	@$(STEP) "Build the program (the first time takes some minutes)" cargo build $(CARGO_FLAGS) --bin portikus

test: need-test ## Run every test: formatting, lints, tidy, Rust on SQLite and PostgreSQL, browser journeys
	@$(STEP) "Formatting" cargo fmt --all --check
	@$(MAKE) --no-print-directory assets
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory tidy
	@$(MAKE) --no-print-directory rust-test
	@$(MAKE) --no-print-directory e2e
	@printf '\nAll passed.\n'

fmt: ## Format all Rust files
	@cargo fmt --all

lint: assets ## Clippy, warnings are errors
	@$(STEP) "Lints" cargo clippy $(CARGO_FLAGS) --all-targets -- -D warnings

tidy: ## Check the arrows between crates, file sizes and documents
	@$(STEP) "Tidy" cargo run --quiet --locked --package xtask -- tidy

assets: assets/dist/manifest.json ## Bundle styles, icons and scripts into assets/dist

assets/dist/manifest.json: assets/node_modules/.package-lock.json $(shell find assets crates/web/templates crates/demo/templates -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	@$(STEP) "Bundle the assets" npm --prefix assets run --silent build
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json %/package.json
	@$(STEP) "Fetch the packages of $*" npm --prefix $* ci --ignore-scripts --no-audit --no-fund
	@touch $@

rust-test: assets
	@$(STEP) "Rust tests on SQLite and PostgreSQL" cargo test $(CARGO_FLAGS) --no-fail-fast

e2e: assets e2e/node_modules/.package-lock.json ## Browser journeys only
	@# With the tests, which are there already: dependencies keep the features that they were built with for them.
	@$(STEP) "Build the program" cargo build $(CARGO_FLAGS) --bin portikus --tests
	@$(STEP) "Browser journeys" env PORTIKUS_BINARY=$(abspath $(PORTIKUS)) scripts/journeys.sh

pictures: ## Browser journeys, and new pictures for the README
	@PICTURES=1 $(MAKE) --no-print-directory e2e

bench: need-bench build ## Measure requests per second against nginx, latency, memory, start time
	@$(STEP) "Measure" node bench/run.mjs $(PORTIKUS)

bench-engine: need-bench ## Measure the process engine beside SpiffWorkflow and bpmn-engine (FULL=1 for the sizes of the goals)
	@$(STEP) "Build the driver" cargo build --release --locked --package store --example bench_engine
	@$(STEP) "Measure" node bench/engine/run.mjs $(if $(FULL),--full)

bench-search: need-bench ## Measure search beside SQLite FTS5 and PostgreSQL on 100,000 entries
	@$(STEP) "Build the driver" cargo build --release --locked --package search --example bench_search
	@$(STEP) "Measure" python3 bench/search/run.py

bench-steps: ## Measure single steps of engine, FEEL and DMN
	@$(STEP) "Measure" cargo bench --locked --package engine --package dmn --package feel --bench step --bench table --bench expression

need-run:
	@scripts/need.sh run

need-test:
	@scripts/need.sh test

need-bench:
	@scripts/need.sh bench

clean: ## Remove what was built; keeps data/
	@rm -rf $(TARGET) assets/dist assets/node_modules e2e/node_modules e2e/out
