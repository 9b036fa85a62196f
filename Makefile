# The commands of the project. Each sets up what it needs; `make run` and `make test` are all you have to know.
.DEFAULT_GOAL := help
BIN := .venv/bin
export GX_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: help setup run test lint bench bench-warehouse bench-warehouse-nation up down lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-22s %s\n", $$1, $$2}'

setup: ## Create .venv from the hashed lock (the others call it)
	@bin/setup

run: setup ## Samples in, checked release out, through Airflow
	@$(BIN)/planledger run

test: setup ## All tests that need no system package
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/bench

lint: setup ## ruff, mypy, sqlfluff, import-linter, yamllint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/yamllint --strict .
	@$(BIN)/sqlfluff lint --processes 2 dbt_project

bench: setup ## Benchmarks; figures are ratios within one run
	@$(BIN)/pytest tests/bench -n 0 --benchmark-columns=min,median,rounds

ROWS ?= 10_000_000
bench-warehouse: setup ## The warehouse of a made-up nation with ROWS=10_000_000 actuals; tens of GB of disk
	@PLANLEDGER_BENCH_ROWS=$(ROWS) $(BIN)/pytest tests/bench/test_warehouse.py -n 0 -s

bench-warehouse-nation: setup ## The same with 100 M actuals; hours, hundreds of GB (PLANLEDGER_BENCH_FOLDER)
	@PLANLEDGER_BENCH_ROWS=100_000_000 nice -n 10 $(BIN)/pytest tests/bench/test_warehouse.py -n 0 -s

up: setup ## Airflow with its web UI, scheduler and DAGs on
	@$(BIN)/planledger up

down: setup ## End every process that `make up` started
	@$(BIN)/planledger down

lock: setup ## Resolve requirements/*.txt anew from pyproject.toml
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		--upgrade pyproject.toml --extra dev -o requirements/dev.txt
	@$(BIN)/uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header -q \
		--constraint requirements/dev.txt pyproject.toml --extra production -o requirements/production.txt
	@echo 'uv' | $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		--upgrade - -o requirements/uv.txt

clean: ## Remove what was built; landing, archive, records and releases under var/ stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .benchmarks dbt_project/target dbt_project/logs build ./*.egg-info
