# make demo   parse the sample reports and show what was understood
# make test   run the tests
# make lint   check style and types
# make bench  measure speed, memory and accuracy (minutes)
#
# Each makes .venv first when it is absent or pyproject.toml has changed. PYTHON=/path/to/python chooses the interpreter.

VENV := .venv
BIN := $(VENV)/bin
# Compiling every module of every library would double the time; Python compiles those it uses.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
LEAST := 3.11
# Programs that tests start would compile every library anew, each time.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?=

# RESULTS=FOLDER keeps the results of the tests as JUnit XML.
RESULTS ?= out/results
results = --junitxml=$(RESULTS)/$(1).xml
# Ray ends the process that it runs in when a node does not answer in time, as on a busy machine: its tests run by
# themselves, and where they were ended so, before any result was written, once more. A test that fails is not tried again.
RAY := tests/batch/test_cluster.py
ray_tests = $(BIN)/python -m pytest $(RAY) $(call results,cluster)

.PHONY: help demo test lint bench clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(VENV)/.installed
	@$(BIN)/gongkai parse annotations/reports -o out/demo/

test: $(VENV)/.installed-dev
	@rm -f $(RESULTS)/cluster.xml
	@$(ray_tests) || { test ! -e $(RESULTS)/cluster.xml && echo "Ray ended its tests' process: once more." && $(ray_tests); }
	@$(BIN)/python -m pytest -n auto --dist loadfile --max-worker-restart=0 --ignore=$(RAY) $(call results,others)

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict nlp/gongkai

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench

clean:
	rm -rf $(VENV) out build dist

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo "Installing gongkai into $(VENV) (about half a minute) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml
	@echo "Installing gongkai and what its tests need into $(VENV) (about half a minute) ..."
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@

# A .venv that was made some other way is used as it is, as long as its Python can run.
$(VENV)/.made:
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(LEAST)".split("."))))' 2>/dev/null \
	      && found="$$python" && break; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No Python $(LEAST) or newer was found: install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$($$found --version) ..."; \
	  if ! "$$found" -m venv --clear $(VENV) >/dev/null 2>&1; then \
	    echo "$$found cannot make $(VENV): its venv module is missing (Debian, Ubuntu: apt-get install python3-venv)," \
	      "or this folder or disk cannot be written." >&2; exit 1; \
	  fi; \
	fi
	@touch $@
