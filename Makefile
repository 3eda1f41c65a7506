# Everything a day with Cauce needs. Asks for git, make and Python 3.11 or newer with venv; nothing else.
# The first Python that is new enough; PY=… names another.
PY ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
V := .venv/bin
RUN := .venv/.run
DEV := .venv/.dev
CATALOGUES := src/cauce/locale/.compiled
CORES ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres check format lint types contracts migrations catalogues pack addresses \
        axe mutants bench messages docs lock fix clean

help:  ## what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

run: $(RUN) $(CATALOGUES)  ## start Cauce here, with a demonstration if it is empty
	@exec $(V)/cauce run $(ARGS)

test: $(DEV) $(CATALOGUES)  ## every test, on SQLite
	@env -u DATABASE_URL $(V)/pytest -q -n $(CORES) --dist loadgroup $(ARGS)

test-postgres: $(DEV) $(CATALOGUES)  ## room and house tests on DATABASE_URL
	@test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL first, for example DATABASE_URL=postgres://me@127.0.0.1:5432/postgres" >&2; exit 2; }
	@$(V)/pytest -q -n $(CORES) --dist loadgroup tests/room tests/house $(ARGS)

# ---- what a change must pass, one word each
check: format lint types contracts migrations catalogues pack addresses  ## everything a change must pass, tests apart
	@echo "check: all is well"

format: $(DEV)
	@$(V)/ruff format --check --quiet . || { echo "Not formatted; 'make fix' does it." >&2; $(V)/ruff format --check . ; exit 1; }
lint: $(DEV)
	@$(V)/ruff check --quiet .
types: $(DEV)
	@$(V)/mypy
contracts: $(DEV)
	@$(V)/lint-imports
migrations: $(DEV)
	@env -u DATABASE_URL CAUCE_DATA=$$(mktemp -d) $(V)/python manage.py makemigrations --check --dry-run
catalogues: $(DEV)
	@$(V)/cauce messages check
pack: $(DEV)
	@$(V)/cauce pack check
addresses: $(DEV)
	@$(V)/pytest -q tests/house/test_tracked_files.py

# ---- longer looks
axe: $(DEV) $(CATALOGUES)  ## accessibility in every theme and language
	@CAUCE_AXE=full $(V)/pytest -q tests/journeys -k axe $(ARGS)
mutants: $(DEV)  ## change every criterion of the pack and see which examples notice
	@$(V)/python -m bench.mutants $(ARGS)
bench: $(DEV) $(CATALOGUES)  ## figures and ratios
	@$(V)/python -m bench.screen && $(V)/python -m bench.pages && $(V)/python -m bench.reading
	@$(V)/python -m bench.submit --quick && $(V)/python -m bench.office

# ---- writing
messages: $(DEV)  ## read the pages' texts into the catalogues
	@$(V)/cauce messages extract
docs: $(DEV)  ## print the generated pages of the manual
	@$(V)/cauce states > docs/generated/states.md
fix: $(DEV)  ## format, and repair what lint can repair
	@$(V)/ruff check --fix --quiet . ; $(V)/ruff format --quiet .
lock: $(DEV)  ## compile the hashed requirements for every platform
	@unset UV_INDEX_URL UV_EXTRA_INDEX_URL UV_FIND_LINKS; for set in "requirements.txt --extra install" "requirements-dev.txt --extra install --extra dev"; do \
	  $(V)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --output-file $$set || exit 1; done
clean:  ## forget the environment (never the data)
	@rm -rf .venv $(CATALOGUES)

# ---- the environment: uv where it is installed, else venv and pip; done again only when its list changes
define INSTALL
	@[ -n "$(PY)" ] || { echo "Cauce needs Python 3.11 or newer; name one with PY=/path/to/python3.11" >&2; exit 1; }
	@echo "Making the environment in .venv from $(1) (once)" >&2
	@if command -v uv >/dev/null 2>&1; then \
	  { [ -x $(V)/python ] || uv venv --quiet --python $(PY) .venv; } && \
	  uv pip install --quiet --python $(V)/python --require-hashes -r $(1) && \
	  uv pip install --quiet --python $(V)/python --no-deps --no-build-isolation --editable . ; \
	else \
	  { [ -x $(V)/python ] && $(V)/python -m pip --version >/dev/null 2>&1 || $(PY) -m venv .venv || \
	    { echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; } && \
	  $(V)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	  $(V)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ; \
	fi
	@touch $@
endef

$(RUN): requirements.txt pyproject.toml
	$(call INSTALL,requirements.txt)

$(DEV): requirements-dev.txt pyproject.toml
	$(call INSTALL,requirements-dev.txt)
	@touch $(RUN)

$(CATALOGUES): $(shell find src/cauce -name django.po) | $(RUN)
	@$(V)/cauce messages compile && mkdir -p $(@D) && touch $@
