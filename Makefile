# Everything goes through these; `make` alone lists them. Only python3 has to be there.
PYTHON ?= python3
BIN := .venv/bin
SETUP := $(PYTHON) -m deploy.setup
UV_VERSION := 0.13.9
COMPILE := $(BIN)/uv pip compile -q --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help setup up import test matrix check bench bench-ranking bench-timetables lock clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

setup: ## install what requirements.lock names into .venv, and the page assets
	@$(SETUP)

up: ## run the whole town here: databases, services, pages
	@$(SETUP)
	@exec $(BIN)/enishi town

import: ## load a folder of real texts into the running town: make import DIR=...
	@test -n "$(DIR)" || { echo "say which folder: make import DIR=..."; exit 2; }
	@$(SETUP)
	@$(BIN)/enishi import "$(DIR)"

test: ## all tests; some of them: make test ARGS="tests/unit -k nats"
	@$(SETUP)
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

matrix: ## ask every door as everybody, and count what answers otherwise than the table of rights
	@$(SETUP)
	$(BIN)/pytest tests/matrix -q $(ARGS)

check: ## style, types, who may import whom, and words that must not be here
	@$(SETUP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m deploy.check_words

bench: ## how fast it is
	@$(SETUP)
	$(BIN)/python -m bench $(ARGS)

bench-ranking: ## how good its matches are
	@$(SETUP)
	$(BIN)/python -m bench.ranking $(ARGS)

bench-timetables: ## how good and how fast its timetables are
	@$(SETUP)
	$(BIN)/python -m bench.timetables $(ARGS)

lock: ## choose versions anew; UPGRADE=1 takes the newest that fit
	@$(SETUP)
	$(COMPILE) --all-extras $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.lock
	echo "uv==$(UV_VERSION)" | $(COMPILE) - -o deploy/installer.lock
	cd gateway/assets && PATH="$$PATH:$(CURDIR)/$(BIN)" npm install --package-lock-only --ignore-scripts

clean: ## remove what set-up and tests made (the towns' data stay)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf gateway/static/vendor gateway/assets/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
