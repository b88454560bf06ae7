# demo, test and check set everything up themselves; Python 3.11 or newer, make and g++ are enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin

.PHONY: demo test quick check docs clean

demo: .venv/demo
	rm -rf runs/demo
	$(BIN)/snn-cl run --dataset digits --scenario split_domain --seed 0 --out runs/demo \
	    --param input_hidden.dm=0.3 hidden_output.dm=0.05 \
	    --record input_hidden.w[349,0:3] input_hidden.w_ref[349,0:3] input_hidden.m[349,0:3]
	$(BIN)/snn-cl plot all runs/demo

test: .venv/test
	$(BIN)/pytest -n 2

# units, plug-ins and packaging, as far as they need no compiler and are not slow
quick: .venv/test
	$(BIN)/pytest -n 2 -m "not compiler and not slow" tests/unit tests/plugins tests/packaging

check: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

docs: .venv/docs
	rm -rf docs/_generated docs/_build
	$(BIN)/python docs/generate_pages.py
	$(BIN)/sphinx-build -q -W -b html docs docs/_build
	@echo docs/_build/index.html

clean:
	rm -rf .venv runs build docs/_build docs/_generated dist *.egg-info .pytest_cache .ruff_cache .hypothesis

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.venv/demo: setup.cfg pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/test: setup.cfg pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@

.venv/docs: setup.cfg pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[docs]"
	touch $@
