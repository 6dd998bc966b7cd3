# Two commands matter: `make run` and `make test`. Both set up what they need; all they ask for is git, make and python3.
SHELL := /bin/sh
PYTHON ?= python3
# Test processes at once, each with a database of its own: one more than two cores, since many tests wait for a browser or for Rasa.
TEST_PROCESSES ?= 3
export PYTHONPATH := $(CURDIR)
# Compiled once and kept: importing everything anew costs five seconds at each start.
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test lint train chat ask bench bench-nlu chaos lock

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## both environments, models, database with demo data
	@$(PYTHON) -m ops.setup

run: setup ## start everything and print where it is
	@$(PYTHON) -m ops.run

test: setup ## every test this machine can run; REQUIRE=browser,twilio,postgres makes omissions fail
	@.venv/bin/python -m pytest -n $(TEST_PROCESSES) --dist loadscope --no-loadscope-reorder

lint: setup ## ruff, mypy, import-linter
	@.venv/bin/ruff check . && .venv/bin/mypy && .venv/bin/lint-imports

train: setup ## train what changed

chat: setup ## talk to the assistant in the terminal
	@.venv/bin/python -m ops.chat

ask: setup ## answer questions from a file: make ask IN=in.jsonl OUT=out.jsonl
	@.venv/bin/python -m ops.ask "$(IN)" "$(OUT)"

bench: setup ## measure the whole path beside stock Rasa; writes docs/benchmarks/
	@.venv/bin/python -m ops.bench

bench-nlu: setup ## measure understanding on public and our own data; writes docs/benchmarks/
	@.venv/bin/python -m ops.bench_nlu

chaos: setup ## kill workers, web and Rasa in the middle of messages, and count
	@.venv/bin/python -m pytest -m slow tests/project/test_chaos.py

lock: setup ## resolve the locks again after changing requirements/*.in
	@sh ops/lock.sh
