# The only runner. `make` alone lists what it can do. Needs Python 3.11 or later, Node 20 or later, and make.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
ARGS ?=
UPGRADE ?=

BIN := .venv/bin
PACKAGES := .venv/.packages
FRONT := node_modules/.packages
STYLES := cairn/ui/static/cairn/cairn.css
MESSAGES := $(patsubst %.po,%.mo,$(wildcard cairn/locale/*/LC_MESSAGES/*.po))
CODE := cairn tests tools
PYTEST := $(BIN)/python -m pytest
LOCK := $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --python-version 3.11

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test unit journeys faults coverage check format bench lock messages clean distclean

help:  ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(BIN)/cairn $(STYLES) $(MESSAGES)  ## environment, packages, assets and messages; instant when nothing changed
	@echo "Cairn is set up."

demo: setup  ## everything from nothing, then the demonstration partnership on http://127.0.0.1:8000 (PORT=9000)
	@exec $(BIN)/cairn demo --port $(PORT)

test: setup  ## everything from nothing, then the whole suite, browser journeys included (ARGS="-k words")
	@if tools/browser; then $(PYTEST) -n $(JOBS) $(ARGS); \
	else $(PYTEST) -n $(JOBS) -m "not journey" $(ARGS); result=$$?; \
	echo "NOT RUN: the browser journeys, because this machine has no Chromium."; exit $$result; fi

unit: setup  ## the suite without browser journeys and without fault tests
	@$(PYTEST) -n $(JOBS) -m "not journey and not faults" $(ARGS)

journeys: setup  ## only the browser journeys
	@tools/browser && $(PYTEST) -m journey $(ARGS)

faults: setup  ## only the tests that kill and cut
	@$(PYTEST) -m faults $(ARGS)

coverage: setup  ## the suite without journeys, then the branches it missed
	@$(PYTEST) -n $(JOBS) -m "not journey and not faults" --cov --cov-report=term-missing:skip-covered $(ARGS)

check: setup  ## lint, format, types, imports, templates, migrations and house rules
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet $(wildcard cairn/*/jinja2)
	$(PYTEST) tests/house

format: setup  ## lay out the code and mend what lint can mend
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: setup  ## the benchmarks, as ratios against a baseline of the same run
	@$(BIN)/cairn bench pages --json
	@$(BIN)/cairn bench access --children 20000 --json
	@$(BIN)/cairn bench intake --json
	@$(BIN)/cairn bench match --children 20000 --seed 2026 --http --json
	@$(BIN)/cairn bench link --children 20000 --json
	@CAIRN_POOLED_REQUESTS=10000 $(PYTEST) -q tests/faults/test_pooled_requests.py >&2

lock: setup  ## resolve every package anew into the hashed lock files (UPGRADE=--upgrade for newer ones)
	$(LOCK) requirements/base.in -o requirements/base.txt >/dev/null
	$(LOCK) requirements/dev.in --constraint requirements/base.txt -o requirements/dev.txt >/dev/null
	$(LOCK) requirements/spark.in --constraint requirements/dev.txt -o requirements/spark.txt >/dev/null
	npm install --package-lock-only

messages: setup  ## collect every sentence into cairn/locale, and bring the translations up to date
	@mkdir -p cairn/locale
	$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --sort-by-file --no-location --omit-header \
		--output-file cairn/locale/django.pot cairn
	$(if $(filter %/django.mo,$(MESSAGES)),$(BIN)/pybabel --quiet update --domain django \
		--input-file cairn/locale/django.pot --output-dir cairn/locale --ignore-pot-creation-date,@echo "No translations of the pages yet.")
	$(BIN)/pybabel --quiet extract --no-default-keywords --keywords for_child --sort-by-file --no-location --omit-header \
		--output-file cairn/locale/sheet.pot cairn/voice
	$(BIN)/pybabel --quiet update --domain sheet --input-file cairn/locale/sheet.pot --output-dir cairn/locale \
		--no-fuzzy-matching --ignore-pot-creation-date --width 118

clean:  ## remove what was built and what runs left behind
	rm -rf $(STYLES) cairn/ui/static/cairn/govuk-frontend.min.js cairn/locale/*.pot cairn/locale/*/LC_MESSAGES/*.mo
	rm -rf .build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache staticfiles
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## remove the environment and the front-end packages as well
	rm -rf .venv node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Cairn needs Python 3.11 or later; $(PYTHON) is older or absent. Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Could not make .venv. On Debian: apt-get install python3-venv" >&2; exit 1; }

$(PACKAGES): requirements/dev.txt | $(BIN)/python
	@echo "Installing the locked Python packages (a minute or two the first time) ..."
	@install() { $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r $<; }; \
		install || { echo "That failed; once more." >&2; sleep 5; install; } \
		|| { echo "Could not install the packages: see above. Nothing else was tried, because only the locked ones are known to be right." >&2; exit 1; }
	@touch $@

$(BIN)/cairn: pyproject.toml tools/dependencies.py $(PACKAGES)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(FRONT): package.json package-lock.json
	@echo "Installing the locked front-end packages ..."
	@npm ci --silent --omit=optional \
		|| { echo "Could not install the front-end packages. Cairn needs Node 20 or later with npm." >&2; exit 1; }
	@touch $@

$(STYLES): $(FRONT) tools/copy_assets.mjs $(wildcard cairn/ui/sass/*.scss cairn/ui/sass/*/*.scss)
	@npm run --silent build
	@touch $@

%.mo: %.po $(PACKAGES)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
