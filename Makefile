# What a newcomer needs: `make run` shows the three jobs on the examples, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint docs pictures evaluate bench clean

$(BIN)/wenmi: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(BIN)/wenmi

$(VENV)/.dev: pyproject.toml $(BIN)/wenmi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/.dev

run: $(BIN)/wenmi
	$(BIN)/python examples/run.py

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev
	$(BIN)/python docs/pictures.py

evaluate: $(VENV)/.dev
	$(BIN)/python -m evaluation

bench: $(VENV)/.dev
	$(BIN)/python -m pytest benchmarks --benchmark-only -p no:xdist

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
