# What can be done here. Every path is relative: make would split an absolute one at a space.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in $(CANDIDATES); do $$each -c '$(RECENT)' 2>/dev/null && echo $$each && break; done)
TOO_OLD = Ameide needs Python 3.11 or newer, and $(or $(PYTHON),the PATH) has none; name one: make run PYTHON=python3.12

BIN := .venv/bin
PY := $(BIN)/python
NEW := $(shell test -x $(PY) || echo .venv)
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links $(UPGRADE)
RUN := .venv/run.stamp
DEV := .venv/dev.stamp
BENCH := .venv/bench.stamp
FUZZ := .venv/fuzz.stamp
CODEGEN := .venv/codegen.stamp
UI := ui/dist/index.html
UI_SOURCES := docs/glossary.md ui/build.py ui/index.html ui/vite.config.js ui/package.json ui/package-lock.json ui/.npmrc \
  $(wildcard ui/src/* ui/queries/*.graphql)

help:  ## list what there is
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*  ## /\1\t/p' Makefile | expand -t 16

run: $(RUN) $(UI)  ## serve on 127.0.0.1 with an embedded database and the examples loaded; Ctrl-C ends it
	@exec $(BIN)/ameide serve --demo

test: $(DEV) $(CODEGEN) $(UI)  ## all tests that need nothing outside the package registries, with coverage
	$(PY) -m pytest -m "not engines and not browser and not packages and not docs and not corpus and not long" --numprocesses 2 --dist loadfile --durations=15 --cov --cov-report=
	@for part in pipeline graph; do $(PY) -m coverage report --include="$$part/*" --omit="graph/neo4j/*" --fail-under=90 --skip-covered || exit 1; done

test-long: $(DEV)  ## start, kill and upgrade servers, use every command, and look what growing documents cost
	$(PY) -m pytest -m "long and not corpus" --numprocesses 2 --dist loadfile --durations=10 tests

test-browser: $(DEV) $(UI)  ## GraphiQL on the running service, in headless Chromium
	$(PY) -m pytest -m browser

# every named query is asked by these, with an answer; `make nightly` takes all tests of the API
ON_NEO4J ?= $(patsubst %,tests/api/test_%.py,batching ending generate isolation lines paging serve_neo4j waiving)

test-engines: $(DEV)  ## run generated code on its real engines
	AMEIDE_REQUIRE_ENGINES=1 $(PY) -m pytest -m engines

test-docs: $(DEV) $(UI)  ## run what README and docs show, and compare what they say it answers
	$(PY) -m pytest -m docs --numprocesses 2 --durations=5 tests/docs

test-neo4j: $(DEV)  ## run what holds for any store on Neo4j, which Maven gets, or on the one in AMEIDE_TEST_NEO4J_URL
	AMEIDE_EXAMPLES_TIMES=$${AMEIDE_EXAMPLES_TIMES:-0.15} $(PY) -m pytest --backend=neo4j -m "not packages" --numprocesses 2 --dist loadfile --durations=10 --cov=graph/neo4j --cov-report= \
	  tests/contract tests/graph/neo4j tests/pipeline/tenant $(ON_NEO4J)
	$(PY) -m coverage report --include="graph/neo4j/*" --fail-under=90 --skip-covered

test-dist: $(DEV) $(UI)  ## install what `make dist` builds into an empty environment, and use it there; and examples/ci
	AMEIDE_FULL_INSTALL=1 $(PY) -m pytest tests/infra tests/examples tests/acceptance/test_breadth.py

test-corpus: $(DEV)  ## what needs the real documents in AMEIDE_CORPUS: read, checked, compared, written, generated from, imported
	$(PY) -m pytest -m "corpus and not engines" --numprocesses 2 --dist load --durations=10 tests

nightly: $(FUZZ) $(UI)  ## what takes hours: every law on ten times the examples on both stores, the corpus, fuzzing
	AMEIDE_EXAMPLES_TIMES=10 $(MAKE) test test-long test-corpus test-neo4j ON_NEO4J="tests/api tests/acceptance"
	$(MAKE) corpus fuzz chaos
	AMEIDE_FUZZ_SECONDS=600 $(MAKE) fuzz-requests
	AMEIDE_LOAD_SECONDS=6000 $(MAKE) load

check: $(DEV) $(CODEGEN)  ## style, types, who imports whom, and whether committed output is current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PY) -m mypy
	$(BIN)/lint-imports
	$(PY) -m pytest tests/test_architecture.py tests/test_engineering.py tests/ui/test_queries.py tests/client/test_generated.py

fmt: $(DEV)  ## put the code into house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(BENCH)  ## measure, and write docs/benchmarks.md
	$(PY) -m benchmarks.backends
	$(PY) -m benchmarks

load: $(DEV)  ## measure a service under load for AMEIDE_LOAD_SECONDS (600), also the checkout BEFORE if given, and write its section of docs/benchmarks.md
	$(PY) -m benchmarks.load $(if $(BEFORE),--before "$(BEFORE)")

corpus: $(DEV)  ## read every real document in AMEIDE_CORPUS, and write docs/corpus.md
	$(PY) -m tests.corpus > docs/corpus.md

fuzz: $(FUZZ)  ## look for documents that crash, hang or exhaust the pipeline, for AMEIDE_FUZZ_SECONDS (1800)
	$(PY) -m tests.fuzz

fuzz-requests: $(DEV)  ## look for requests that stall or break the service, for AMEIDE_FUZZ_SECONDS (1800)
	$(PY) -m tests.fuzz.requests

chaos: $(DEV)  ## kill every process of a service AMEIDE_CHAOS_KILLS (100) times, and look whether anything is lost
	$(PY) -m tests.chaos

regen: $(DEV) $(CODEGEN)  ## write the committed output anew: the schema, the client, the pages made from code, the golden files
	$(PY) -m resolvers > schema.graphql
	rm -rf client/ameide_client/generated
	cd client && PYTHONPATH=. ../.venv/codegen/bin/ariadne-codegen >/dev/null
	$(PY) -m pipeline.operations.rule_pages > docs/rules.md
	$(PY) -m pipeline.operations.engine_page > docs/engines.md
	$(PY) -m tests.pipeline.targets.temporal_python.regen

screenshot: $(DEV)  ## make docs/graphiql.png from the service that `make run` started
	$(PY) -m docs.screenshot $(ADDRESS)

ui: $(UI)  ## build the GraphiQL page

dist: $(DEV) $(UI)  ## build the wheels and source archives into dist/
	rm -rf dist
	$(PY) -m infra.dist dist

lock: $(DEV)  ## resolve requirements*.in again, with hashes; all to their newest with UPGRADE=--upgrade
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --override requirements-overrides.txt --output-file requirements-dev.txt
	$(COMPILE) requirements-bench.in --output-file requirements-bench.txt
	$(COMPILE) requirements-fuzz.in --output-file requirements-fuzz.txt
	$(COMPILE) requirements-codegen.in --output-file requirements-codegen.txt
	$(COMPILE) requirements-node.in --output-file requirements-node.txt

clean:  ## remove what was built and installed; the data in .ameide stays
	rm -rf .venv ui/dist ui/node_modules build dist *.egg-info client/build client/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage

.venv:
	@$(if $(shell $(or $(PYTHON),false) -c '$(RECENT)' 2>/dev/null && echo suits),,$(error $(TOO_OLD)))
	@echo "Creating .venv; all in all the first time takes a minute or two"
	@$(PYTHON) -m venv --clear .venv

$(RUN): requirements.txt pyproject.toml client/pyproject.toml $(NEW)
	@echo "Installing what requirements.txt pins"
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-build-isolation --editable client --editable .
	@touch $@

$(DEV): requirements-dev.txt $(NEW) | $(RUN)
	@echo "Installing what requirements-dev.txt pins"
	@$(INSTALL) --no-build-isolation --require-hashes -r requirements-dev.txt
	@touch $@

$(FUZZ): requirements-fuzz.txt $(DEV)
	@echo "Installing what requirements-fuzz.txt pins"
	@$(INSTALL) --require-hashes -r requirements-fuzz.txt
	@touch $@

$(CODEGEN): requirements-codegen.txt | $(DEV)
	@echo "Installing what requirements-codegen.txt pins"
	@$(PY) -m venv --clear --without-pip .venv/codegen
	@$(PY) -m pip --python .venv/codegen/bin/python install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r requirements-codegen.txt
	@touch $@

$(BENCH): requirements-bench.txt $(DEV)
	@echo "Installing what requirements-bench.txt pins"
	@$(INSTALL) --require-hashes -r requirements-bench.txt
	@touch $@

$(UI): $(UI_SOURCES) | $(RUN)
	@echo "Building the GraphiQL page"
	@$(PY) ui/build.py

.PHONY: help run test test-browser test-engines test-neo4j test-docs test-dist test-long test-corpus nightly check fmt bench load corpus fuzz fuzz-requests chaos regen screenshot ui dist lock clean
.PHONY: .venv  # asked for only where its Python is missing, or has been taken away
