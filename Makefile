# Two commands do all set-up: `make demo` opens the reader on the samples, `make test` checks everything.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# One more than most small machines have cores: many tests wait for a terminal.
TESTERS ?= 3

.PHONY: demo test lint types format snapshots bench torture clean

demo: $(VENV)/installed
	@$(BIN)/carrel demo

test: $(VENV)/dev lint
	$(BIN)/pytest -n $(TESTERS) --dist worksteal

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Writes the kept pages and screens anew: look at the difference before it is kept.
snapshots: $(VENV)/dev
	REMAKE_SNAPSHOTS=1 $(BIN)/pytest -q tests/render/test_snapshots.py tests/screen/test_snapshots.py

torture: $(VENV)/dev
	$(BIN)/pytest -m torture

bench: $(VENV)/bench
	$(BIN)/python -m bench $(BENCH)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Carrel needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	$(BIN)/python -m compileall -q index tui
	@touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/pip install --quiet --group dev
	@touch $@

$(VENV)/bench: $(VENV)/installed
	$(BIN)/pip install --quiet --group bench
	@touch $@
