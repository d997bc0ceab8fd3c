# Two commands a newcomer needs: `make demo` and `make test`. Everything they need, they set up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types arrows soak bench eval lock clean

help: ## What can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Virtual environment with the locked, hashed dependencies

$(READY): requirements/dev.txt pyproject.toml
	@echo "Setting up (once): virtual environment and locked dependencies …"
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## The main job on the sample portfolio: brief, what to build next, risks
	@$(BIN)/pmo demo

test: $(READY) ## All tests
	@$(BIN)/python -m pytest -n auto

check: lint types arrows ## ruff, mypy --strict, import-linter

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

arrows: $(READY)
	@$(BIN)/lint-imports --no-cache

soak: $(READY) ## Property tests with many fresh examples; prints what to replay
	@$(BIN)/python -m pytest -n auto --hypothesis-profile=soak -m 'not live' tests

bench: $(READY) ## Import, snapshots, simulation, scheduling and selection, beside baselines
	@$(BIN)/python -m evals.benchmarks ingest
	@$(BIN)/python -m evals.benchmarks montecarlo
	@$(BIN)/python -m evals.benchmarks interactive
	@$(BIN)/python -m evals.benchmarks jira
	@$(BIN)/python -m evals.benchmarks memory
	@$(BIN)/python -m evals.benchmarks policy
	@for aim in rcpsp delaycost; do test ! -d $(DATA)/rcpsp_psplib || \
		$(BIN)/python -m evals.benchmarks $$aim $(DATA)/rcpsp_psplib --limit 12; done
	@for of in multiskill/multiskill_mspsp multiproject/multiproject_mista2013; do test ! -d $(DATA)/$${of#*/} || \
		$(BIN)/python -m evals.benchmarks $${of%%/*} $(DATA)/$${of#*/} --limit 4; done
	@test ! -d $(DATA)/nrp || $(BIN)/python -m evals.benchmarks nrp $(DATA)/nrp --limit 7

eval: $(READY) ## Every deterministic suite of the agent, a scorecard, and no figure below the baseline
	@$(BIN)/python -m evals.scorecard

lock: $(READY) ## Re-resolve requirements/*.txt from pyproject.toml (host-free, hashed)
	@$(BIN)/uv export --quiet --format requirements-txt --no-emit-project --all-extras --all-groups --no-header -o requirements/dev.txt
	@rm -f uv.lock

clean: ## Remove everything that setup and runs made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
