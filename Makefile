# One command for each thing one does here. `make` alone lists them.
#
# Needed: GNU make, Python 3.11 or newer with its venv module (Debian 12: apt-get install make python3-venv), and a
# package index that pip reaches. Everything else comes from the locks in requirements/, checked against their hashes,
# into .venv; a second run finds it there and asks nobody.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
export VENV
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | sort | while IFS='	' read -r name what; do printf '  make %-15s %s\n' "$$name" "$$what"; done

# ── The environment. A stamp is newer than its lock once the packages of that lock are there. ──

$(VENV)/.run: requirements/run.txt requirements/tools.txt tools/environment.sh
	@sh tools/environment.sh run

$(VENV)/.develop: requirements/develop.txt requirements/tools.txt tools/environment.sh
	@sh tools/environment.sh develop

.PHONY: develop
develop: $(VENV)/.develop ## packages for development, in .venv

# ── The program ──

.PHONY: run
run: $(VENV)/.run ## start the program: make run PORT=8000
	@exec $(BIN)/python -m samverka run --host $(HOST) --port $(PORT)

# The example lives in demo-data, or in SAMVERKA_DATA. What one does in it stays until FRESH=1 tells it anew.
.PHONY: demo
demo: $(VENV)/.run ## see it with an example: make demo PORT=8001 FRESH=1
	@exec $(BIN)/python -m samverka demo --port $(PORT) $(if $(FRESH),--fresh)

.PHONY: wheel
wheel: $(VENV)/.develop ## build dist/samverka-*.whl
	@rm -f dist/samverka-*.whl
	@SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-1577836800} $(BIN)/python -m hatchling build --target wheel

# ── Tests and checks ──

# Those that drive a browser in processes of their own: the library that drives it leaves an event loop running there.
.PHONY: test
test: $(VENV)/.develop ## all tests; those that drive a browser if Chromium is there
	@$(if $(CHROMIUM),$(BIN)/python -m pytest -n auto -m "browser and not thorough" $(ARGS) || [ $$? -eq 5 ])
	@$(BIN)/python -m pytest -n auto -m "not browser and not thorough" $(ARGS) || [ $$? -eq 5 -a -n "$(ARGS)" ]

CHROMIUM = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: thorough
thorough: $(VENV)/.develop ## what tests ask in part, asked whole: 500 examples, each page in each language and width
	@$(BIN)/python -m pytest -n auto -m thorough $(ARGS)

.PHONY: test-postgres
test-postgres: $(VENV)/.develop ## the tests on PostgreSQL: DATABASE_URL, or a server of their own
	@$(BIN)/python tools/postgres.py $(BIN)/python -m pytest -n auto -m "not browser and not once and not thorough" $(ARGS)

.PHONY: crash
crash: $(VENV)/.develop ## kill the processes at work and see that nothing is lost: make crash KILLS=500
	@KILLS=$(or $(KILLS),50) $(BIN)/python -m pytest -n 0 -s tests/crash
	@KILLS=$(or $(KILLS),50) $(BIN)/python tools/postgres.py $(BIN)/python -m pytest -n 0 -s tests/crash

.PHONY: lint
lint: $(VENV)/.develop ## style, templates, and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint src
	@PYTHONPATH=src $(BIN)/lint-imports --no-logo

.PHONY: format
format: $(VENV)/.develop ## put imports, spaces and line ends in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: types
types: $(VENV)/.develop ## mypy, strict
	@$(BIN)/mypy

.PHONY: check
check: lint types messages-check test ## what a change must pass before it is handed in

.PHONY: bench
bench: $(VENV)/.develop ## measure against the goals: prints one table
	@$(BIN)/python -m bench $(ARGS)

# ── What is made from something else and kept ──

.PHONY: messages
messages: $(VENV)/.develop ## bring the translations up to the code: sv and fi
	@$(BIN)/python tools/messages.py update

.PHONY: diagrams
diagrams: $(VENV)/.develop ## draw the lives of things from the code: docs/lifecycles/
	@$(BIN)/python tools/lifecycles.py write

.PHONY: messages-check
messages-check: $(VENV)/.develop ## list translations that are missing or stale
	@$(BIN)/python tools/messages.py check

# Versions that are locked stay; `make lock UPGRADE=--upgrade` takes the newest. LOCKS lets CI write elsewhere.
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 $(UPGRADE)
LOCKS ?= requirements

.PHONY: lock
lock: $(VENV)/.run ## write requirements/*.txt from pyproject.toml
	@echo uv | $(COMPILE) - --output-file $(LOCKS)/tools.txt >/dev/null
	@$(COMPILE) pyproject.toml --output-file $(LOCKS)/run.txt >/dev/null
	@$(COMPILE) pyproject.toml --group develop --output-file $(LOCKS)/develop.txt >/dev/null

.PHONY: lock-check
lock-check: $(VENV)/.run ## say whether the locks are those of pyproject.toml
	@copy=$$(mktemp -d) && trap 'rm -rf "$$copy"' EXIT && cp requirements/*.txt "$$copy" && \
	  $(MAKE) --no-print-directory lock LOCKS="$$copy" && \
	  for lock in tools run develop; do diff -u requirements/$$lock.txt "$$copy/$$lock.txt" || { \
	    echo "requirements/$$lock.txt is not what pyproject.toml asks for: run make lock" >&2; exit 1; }; done

.PHONY: clean
clean: ## remove what was made here, except the data in var/
	@rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
