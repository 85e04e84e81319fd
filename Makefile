# Everything runs in .venv, which is made on first use with any Python from 3.11 on.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml hatch_build.py tools/messages.py $(wildcard src/writer_assist/locale/*/LC_MESSAGES/*.po)

# An editable install compiles nothing, and without .pyc files every start takes three times as long.
COMPILE = $(BIN)/python -m compileall -q src

.PHONY: demo test lint types unit bench messages rules oxt docs format clean

demo: $(VENV)/installed  ## Lint the examples; findings are what the demo is about, so 1 is fine.
	@$(BIN)/writer-assist lint examples || test $$? -eq 1

test: lint types unit  ## Everything that has to be green.

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

unit: $(VENV)/installed-dev
	$(BIN)/pytest -n 2

bench: $(VENV)/installed-bench  ## The figures of the README, as ratios within one run.
	$(BIN)/python -m benchmarks

messages: $(VENV)/installed-dev  ## Compile the translations after an edit of a .po file.
	$(BIN)/python tools/messages.py

rules: $(VENV)/installed-dev  ## Write docs/rules and docs/genres after a change of a rule or outline.
	$(BIN)/python tools/rule_pages.py
	$(BIN)/python tools/genre_pages.py

oxt: $(VENV)/installed  ## The extension of LibreOffice, in build.
	$(BIN)/python -m writer_assist.hosts.oxt build/writer-assist.oxt

docs: $(VENV)/installed-docs rules  ## The site, in build/site.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(COMPILE)
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/python $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(COMPILE)
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@
