SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-quick lint bench peers decision-quality decision-speed addon types wheel

# cargo-nextest where it is installed, cargo's own runner where it is not.
NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
RUN_TESTS := $(if $(NEXTEST),cargo nextest run --workspace,cargo test --workspace --lib --bins --tests)
NOT_POSTGRES := $(if $(NEXTEST),-E 'not test(postgres)',-- --skip postgres)

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## The main job: simulate a club, import its exports, fit, decide, serve on 127.0.0.1:8080
	cargo run --bin cic -- demo $(DEMO)

test: ## Everything, on SQLite and on a throw-away PostgreSQL
	cic-store/tests/postgres.sh $(RUN_TESTS)
	cargo test --workspace --doc
	cic-store/tests/postgres.sh cic-node/test/run.sh
	cic-py/test.sh

test-quick: ## Rust on SQLite alone
	$(RUN_TESTS) $(NOT_POSTGRES)

wheel: ## The Python package for this machine, into dist/
	cic-py/wheel.sh

addon: ## An npm package of the Node face for this machine, into dist/
	cic-node/scripts/pack.sh dist

types: ## cic-node/index.d.ts, from the engine's own description
	cic-node/scripts/build.sh dev
	target/debug/cic openapi | node cic-node/scripts/types.js

lint: ## Format, clippy, and what may depend on what
	cargo fmt --check
	cargo clippy --workspace --lib --bins --tests --benches --examples -- -D warnings
	.ci/dependencies

bench: peers ## Hot paths, and the same work in the peers' own tools
	cargo bench --package cic-benches

decision-quality: ## Event decisions beside simpler policies and an oracle (QUALITY="--clubs 4 --requests 100" for less)
	cargo run --release --package cic-benches --bin decision_quality -- $(QUALITY)

decision-speed: ## Time of one decision and of a week's heatmap, at a small venue and a large one
	cargo run --release --package cic-benches --bin decision_speed

peers: ## The same work in the peers' own tools, every model included, with ratios (PEERS="--members 2000" for less)
	cargo build --release --package cic-benches --package cic-http --bins
	target/release/peers $(PEERS)
	benches/peers/node.sh
	benches/peers/frames.sh
	benches/peers/models.sh
